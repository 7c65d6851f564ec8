using Pixel.Checks.Models;
using Pixel.Contracts;
using Pixel.Host.Evaluation;
using Pixel.Networks;
using Pixel.Sampling;
using Pixel.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace Pixel.Tests.Networks;

public sealed class MultiScaleTests
{
    static readonly ImageShape Image = new(3, 4, 6, 4);

    [Theory]
    [InlineData("row-lstm")]
    [InlineData("diagonal-bilstm")]
    [InlineData("pixelcnn")]
    public void Every_pixel_is_conditioned_on_the_small_image(string network)
    {
        using var model = new TinyModel("multi-scale", Image, 1, ("Network", network));
        using var scope = NewDisposeScope();
        var small = Some.Levels(new ImageShape(3, 2, 3, 4), 4).requires_grad_();
        var output = model.Module.forward(Some.Levels(Image, 4), small).abs(); // (B, outputs, 4, 6)
        for (var row = 0; row < 4; row++)
            for (var column = 0; column < 6; column++)
            {
                model.Module.zero_grad();
                var gradient = autograd.grad([output.select(3, column).select(2, row).sum()], [small], retain_graph: true)[0];
                gradient.abs().sum().ToDouble().ShouldBeGreaterThan(0, $"({row}, {column})");
            }
    }

    [Fact]
    public void The_small_image_takes_the_upper_left_pixel_of_each_block()
    {
        using var scope = NewDisposeScope();
        var levels = arange(24, ScalarType.Float64).reshape(1, 1, 4, 6);
        TeacherForcing.Subsample(levels, new ImageShape(1, 2, 3, 256)).data<double>().ToArray().ShouldBe([0, 2, 4, 12, 14, 16]);
        var canvas = Canvas.Partial(new ImageShape(1, 4, 6, 256), [.. Enumerable.Range(0, 24).Select(i => (byte)i)], [.. Enumerable.Range(0, 24).Select(i => i < 12)]);
        var small = canvas.Subsample(new ImageShape(1, 2, 3, 256));
        small[0].ToArray().ShouldBe(new byte[] { 0, 2, 4, 12, 14, 16 });
        (small.IsKnown(0, 0, 2), small.IsKnown(0, 1, 0)).ShouldBe((true, false));
    }

    [Fact]
    public void The_result_is_the_upper_bound_and_the_conditional_under_its_own_name()
    {
        using var model = new TinyModel("multi-scale", Image);
        var result = Evaluator.Evaluate(model.Module, model.Likelihood, new RandomImageSet(Image, 5), 2);
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var levels = Some.Levels(Image, 5, seed: 11);
        var (image, small) = TeacherForcing.Nats(model.Module, model.Likelihood, levels);
        result.ConditionalNatsPerImage!.Value.ShouldBe(image.mean().ToDouble(), 1e-10);
        result.NatsPerImage.ShouldBe((image + small!).mean().ToDouble(), 1e-10);
        // Every image of this size has 72 sub-pixels, and per dimension both figures count those alone.
        result.ConditionalBitsPerDim!.Value.ShouldBe(result.ConditionalNatsPerImage.Value / Math.Log(2) / 72, 1e-12);
    }

    [Fact]
    public void The_networks_have_parameters_of_their_own_and_start_differently()
    {
        using var model = new TinyModel("multi-scale", Image);
        model.Weights["small.input.weight"].As<double>().ShouldNotBe(model.Weights["input.weight"].As<double>());
        model.Description.Parameters.ShouldBe(model.Weights.Names.Sum(name => model.Weights[name].Shape.Aggregate(1L, (a, b) => a * b)));
    }

    [Theory]
    [InlineData(5, "model.factor is 5; it must divide the images' 4 rows and 6 columns.")]
    [InlineData(4, "model.factor is 4; it must divide the images' 4 rows and 6 columns.")]
    public void A_factor_that_does_not_divide_the_image_is_refused(int factor, string message) =>
        Should.Throw<ModelException>(() => new TinyModel("multi-scale", Image, 1, ("Factor", factor))).Message.ShouldBe(message);

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(6)]
    public void Upsampling_by_any_whole_factor_gives_the_size_of_the_image_in_both_faces(int factor)
    {
        using var model = new TinyModel("multi-scale", new ImageShape(1, factor, 2 * factor, 2), 1, ("Factor", factor), ("Layers", 1));
        StepThrough.Difference<double>(model, batch: 2).ShouldBeLessThan(1e-12);
    }
}
