using Pixel.Checks.Models;
using Pixel.Contracts;
using Pixel.Networks;
using Pixel.Tests.Support;

namespace Pixel.Tests.Networks;

public sealed class StepFaceTests
{
    public static TheoryData<string, bool> Variants => Architectures.VariantsAndColours();

    [Theory]
    [MemberData(nameof(Variants))]
    public void Stepping_through_images_gives_the_map_of_the_map_face(string variant, bool rgb)
    {
        var image = Architectures.Image(variant, rgb);
        using var model = Architectures.Create(variant, image);
        StepThrough.Difference<double>(model, 1).ShouldBeLessThan(1e-12);
        StepThrough.Difference<double>(model, 3).ShouldBeLessThan(1e-12);
    }

    [Fact]
    public void Weights_of_another_shape_are_refused_by_name()
    {
        using var small = new TinyModel("pixelcnn", Some.Gray);
        using var wide = new TinyModel("pixelcnn", Some.Gray, 1, ("Hidden", 16));
        Should.Throw<ModelException>(() => new StepNetwork<float>(wide.Description, small.Weights, 1))
            .Message.ShouldBe("The weights' 'input.weight' has shape (24, 1, 7, 7), the network needs (32, 1, 7, 7); they belong to another network.");
    }
}
