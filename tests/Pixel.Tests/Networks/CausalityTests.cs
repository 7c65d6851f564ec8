using Pixel.Checks.Models;
using Pixel.Contracts;
using Pixel.Networks;
using Pixel.Tests.Support;

namespace Pixel.Tests.Networks;

public sealed class CausalityTests
{
    public static TheoryData<string, bool> Variants => Architectures.VariantsAndColours();

    [Theory]
    [MemberData(nameof(Variants))]
    public void The_gradient_is_exactly_zero_outside_the_declared_receptive_field_and_not_zero_inside(string variant, bool rgb)
    {
        var image = Architectures.Image(variant, rgb);
        foreach (var isTrained in new[] { false, true })
        {
            TinyModel[] models = [.. new ulong[] { 1, 2, 3 }.Select(seed => Architectures.Create(variant, image, seed))];
            if (isTrained) foreach (var model in models) model.TrainOneStep(seed: 3);
            // One ReLU may hide a path; those of several networks and images do not hide it all.
            var reached = models.Select(model => GradientReach.Of(model, Cells(model), images: 8)).ToList();
            foreach (var cell in Cells(models[0]))
                reached.SelectMany(seen => seen[cell]).Distinct().ShouldBe(
                    ReceptiveField.Of(models[0].Description, cell), ignoreOrder: true, $"{variant}, {cell}, trained: {isTrained}");
            foreach (var model in models) model.Dispose();
        }
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void The_declared_receptive_field_holds_only_sub_pixels_that_come_before(string variant, bool rgb)
    {
        var image = Architectures.Image(variant, rgb);
        using var model = Architectures.Create(variant, image);
        foreach (var cell in Cells(model))
            foreach (var read in ReceptiveField.Of(model.Description, cell))
                Order(read, image).ShouldBeLessThan(Order(cell, image));
    }

    static IReadOnlyList<Cell> Cells(TinyModel model) => GradientReach.Cells(model.Description.Image, model.Description.Output.Groups);

    static int Order(Cell cell, ImageShape image) => (cell.Row * image.Width + cell.Column) * image.Channels + cell.Group;
}
