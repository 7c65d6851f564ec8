using Pixel.Contracts;
using Pixel.Host.Evaluation;
using Pixel.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace Pixel.Tests.Evaluation;

public sealed class EvaluatorTests
{
    [Fact]
    public void Mistake_10_a_mean_of_means_or_a_dropped_tail_so_that_batches_of_7_and_of_1_differ()
    {
        using var model = new TinyModel("pixelcnn", Some.Rgb);
        var images = new RandomImageSet(Some.Rgb, 23);
        var single = Evaluator.Evaluate(model.Module, model.Likelihood, images, 1);
        single.Images.ShouldBe(23);
        foreach (var batch in new[] { 7, 23, 100 })
            Evaluator.Evaluate(model.Module, model.Likelihood, images, batch).NatsPerImage.ShouldBe(single.NatsPerImage, 1e-10);
    }

    [Fact]
    public void A_limit_takes_the_first_images()
    {
        using var model = new TinyModel("pixelcnn", Some.Rgb);
        var images = new RandomImageSet(Some.Rgb, 9);
        var nats = model.MapNats(Some.Levels(Some.Rgb, 4, 11));
        var result = Evaluator.Evaluate(model.Module, model.Likelihood, images, 3, limit: 4);
        result.Images.ShouldBe(4);
        result.NatsPerImage.ShouldBe(nats.Average(), 1e-10);
    }

    [Fact]
    public void A_model_whose_last_layer_is_zero_has_log2_of_the_levels_as_bits_per_dimension()
    {
        var image = new ImageShape(3, 4, 5, 8);
        using var model = new TinyModel("pixelcnn", image);
        using (TorchSharp.torch.no_grad())
            foreach (var (name, parameter) in model.Module.named_parameters())
                if (name.StartsWith("output.", StringComparison.Ordinal)) parameter.zero_();
        Evaluator.Evaluate(model.Module, model.Likelihood, new RandomImageSet(image, 3), 2).BitsPerDim.ShouldBe(3, 1e-12);
    }
}

[Collection("native memory")]
public sealed class EvaluationThreadsTests
{
    public static TheoryData<string, ImageShape> Models => new()
    {
        { "pixelcnn", Some.Gray },
        { "pixelcnn", Some.Rgb },
        { "row-lstm", Some.Gray },
        { "diagonal-bilstm", Some.Rgb },
    };

    [Theory]
    [MemberData(nameof(Models))]
    public void The_bits_depend_neither_on_the_threads_nor_on_the_batch(string architecture, ImageShape image)
    {
        using var model = new TinyModel(architecture, image);
        model.Module.to(ScalarType.Float32);
        var images = new RandomImageSet(image, 7);
        var nats = new List<double>();
        foreach (var threads in new[] { 1, 2, 3 })
            foreach (var batch in new[] { 1, 2, 5, 7 })
                KernelThreads.With(threads, () => nats.Add(Evaluator.Evaluate(model.Module, model.Likelihood, images, batch).NatsPerImage));
        nats.ShouldAllBe(value => value == nats[0]);
    }
}
