using Pixel.Contracts;
using Pixel.Host.Evaluation;
using Pixel.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace Pixel.Tests.Evaluation;

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
