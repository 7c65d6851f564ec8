using Pixel.Checks.Models;
using Pixel.Contracts;
using Pixel.Host.Evaluation;
using Pixel.Host.Imaging;
using Pixel.Host.Pictures;
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
        var output = model.Module.forward(Some.Levels(Image, 4), Some.Given(small)).abs(); // (B, outputs, 4, 6)
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

    [Theory]
    [InlineData(Samplers.Incremental)]
    [InlineData(Samplers.Ancestral)]
    public void An_observer_is_told_of_every_sub_pixel_of_the_image_once_and_of_none_of_the_small_one(string name)
    {
        using var model = new TinyModel("multi-scale", Image);
        using var sampler = name == Samplers.Ancestral
            ? Samplers.CreateAncestral(model.Module, model.Likelihood, 2)
            : Samplers.CreateIncremental<double>(model.Description, model.Likelihood, model.Weights, 2);
        var (observer, canvas) = (new Watcher(), Canvas.Empty(Image, 3));
        sampler.Sample(canvas, new SamplingOptions { Seed = 3, Observer = observer });
        foreach (var (image, draws) in observer.Draws.GroupBy(draw => draw.Image).OrderBy(draws => draws.Key).Index())
            draws.Select(draw => (draw.Image, draw.Row, draw.Column, draw.Channel)).ShouldBe(
                from row in Enumerable.Range(0, 4) from column in Enumerable.Range(0, 6) from channel in Enumerable.Range(0, 3) select (image, row, column, channel));
        observer.Draws.Count.ShouldBe(3 * 72);
        // They are the image's own distributions: given the drawn small image, and what was drawn before.
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var output = model.Module.forward(SomeImages.ToTensor(canvas.Levels(0, 3).ToArray(), Image), Some.Given(SomeImages.ToTensor(canvas.Small!.Levels(0, 3).ToArray(), canvas.Small.Image)));
        foreach (var draw in observer.Draws)
        {
            var logits = output[draw.Image, .., draw.Row, draw.Column].slice(0, 4 * draw.Channel, 4 * draw.Channel + 4, 1);
            var expected = logits.softmax(0).data<double>().ToArray();
            draw.Probabilities.Zip(expected, (told, right) => Math.Abs(told - right)).Max().ShouldBeLessThan(1e-10);
        }
    }

    [Fact]
    public void A_recorded_distribution_is_that_of_the_image_where_the_small_image_has_the_place_too()
    {
        using var model = new TinyModel("multi-scale", Image);
        var recorder = new DistributionRecorder([new SubPixel(0, 0, 0), new SubPixel(1, 2, 1)]);
        using var sampler = Samplers.CreateIncremental<float>(model.Description, model.Likelihood, model.Weights, 2);
        sampler.Sample(Canvas.Empty(Image, 2), new SamplingOptions { Observer = recorder });
        recorder.Distributions.Select(distribution => distribution.Place).ShouldBe([new SubPixel(0, 0, 0), new SubPixel(1, 2, 1)]);
    }

    [Fact]
    public void An_animation_shows_the_small_image_grow_and_then_the_image()
    {
        using var model = new TinyModel("multi-scale", Image);
        var (observer, canvas) = (new Watcher(), Canvas.Empty(Image, 1));
        using (var sampler = Samplers.CreateIncremental<float>(model.Description, model.Likelihood, model.Weights, 1))
            sampler.Sample(canvas, new SamplingOptions { Observer = observer });
        var drawing = new Drawing(canvas);
        drawing.Frames.ShouldBe(1 + 6 + 24);
        for (var frame = 0; frame < drawing.Frames; frame++)
        {
            drawing.Draw(frame, (images, isHidden) =>
            {
                for (var place = 0; place < 24; place++)
                {
                    var (row, column) = (place / 6, place % 6);
                    var small = row / 2 * 3 + column / 2;
                    isHidden(0, row, column).ShouldBe(frame <= small && frame - 6 <= place);
                    if (isHidden(0, row, column)) continue;
                    for (var channel = 0; channel < 3; channel++)
                        images.Level(0, channel, row, column).ShouldBe(
                            place < frame - 6 ? canvas.Level(0, channel, row, column) : canvas.Small!.Level(0, channel, row / 2, column / 2));
                }
                return new RasterImage(1, 1, 1, [0]);
            });
        }
        observer.Draws.Count.ShouldBe(72);
    }

    [Fact]
    public void Smaller_images_are_as_many_as_the_images_and_a_whole_factor_smaller()
    {
        var canvas = Canvas.Empty(Image, 3);
        Should.Throw<ArgumentException>(() => canvas.Small = Canvas.Empty(new ImageShape(3, 2, 3, 4), 1)).Message
            .ShouldBe("1 smaller image cannot stand for 3 images; each has its own. (Parameter 'value')");
        Should.Throw<ModelException>(() => canvas.Subsample(new ImageShape(3, 3, 3, 4))).Message
            .ShouldBe("An image of 3×4×6, 4 levels cannot be conditioned on one of 3×3×3, 4 levels: both sides must shrink by the same whole factor.");
        using var model = new TinyModel("multi-scale", Image);
        using var large = new MapConditionals(model.Module, 1);
        Should.Throw<ArgumentException>(() => large.Begin(new byte[17])).Message.ShouldBe("17 levels are not the smaller images of 1 image. (Parameter 'conditions')");
        Should.Throw<ArgumentException>(() => large.Begin((byte[])[.. new byte[17], 4])).Message
            .ShouldBe("Sub-pixel 17 of the smaller images has level 4; the images have levels 0 to 3. (Parameter 'conditions')");
        large.Begin(new byte[18]);
        large.MoveTo(0, 0, 0);
        Should.Throw<ArgumentOutOfRangeException>(() => large.Set(0, 4)).Message.ShouldStartWith("The images have levels 0 to 3. (Parameter 'level')");
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

    sealed record Draw(int Image, int Row, int Column, int Channel, double[] Probabilities);

    sealed class Watcher : ISamplingObserver
    {
        public List<Draw> Draws { get; } = [];

        public void OnDraw(int image, int row, int column, int channel, ReadOnlySpan<double> probabilities) =>
            Draws.Add(new Draw(image, row, column, channel, probabilities.ToArray()));
    }
}
