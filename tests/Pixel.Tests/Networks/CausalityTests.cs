using Pixel.Contracts;
using Pixel.Networks;
using Pixel.Tests.Support;
using static TorchSharp.torch;

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
            foreach (var cell in Cells(image))
            {
                // One ReLU may hide a path; those of several networks and images do not hide it all.
                var reached = models.SelectMany(model => Reached(model, cell, images: 8)).ToHashSet();
                reached.ShouldBe(ReceptiveField.Of(models[0].Description, cell), ignoreOrder: true, $"{variant}, {cell}, trained: {isTrained}");
            }
            foreach (var model in models) model.Dispose();
        }
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void The_declared_receptive_field_holds_only_sub_pixels_that_come_before(string variant, bool rgb)
    {
        var image = Architectures.Image(variant, rgb);
        using var model = Architectures.Create(variant, image);
        foreach (var cell in Cells(image))
            foreach (var read in ReceptiveField.Of(model.Description, cell))
                Order(read, image).ShouldBeLessThan(Order(cell, image));
    }

    static IEnumerable<Cell> Cells(ImageShape image) =>
        from row in Enumerable.Range(0, image.Height)
        from column in Enumerable.Range(0, image.Width)
        from channel in Enumerable.Range(0, image.Channels)
        select new Cell(row, column, channel);

    static int Order(Cell cell, ImageShape image) => (cell.Row * image.Width + cell.Column) * image.Channels + cell.Group;

    /// <summary>The sub-pixels with a gradient that is not exactly zero, for any of several images.</summary>
    static HashSet<Cell> Reached(TinyModel model, Cell cell, int images)
    {
        using var scope = NewDisposeScope();
        var image = model.Description.Image;
        var levels = Some.Levels(image, images).requires_grad_();
        var output = model.Forward(levels); // (B, output channels, H, W)
        int[] channels = model.Description.Output.ChannelsOf(cell.Group);
        var total = zeros([], ScalarType.Float64);
        for (var i = 0; i < channels.Length; i++)
            total = total + output.select(3, cell.Column).select(2, cell.Row).select(1, channels[i]).sum() * (1 + i);
        total.backward();
        var gradient = levels.grad!.abs().sum(dim: 0).data<double>().ToArray(); // (C, H, W)
        return [.. Cells(image).Where(c => gradient[(c.Group * image.Height + c.Row) * image.Width + c.Column] != 0)];
    }
}
