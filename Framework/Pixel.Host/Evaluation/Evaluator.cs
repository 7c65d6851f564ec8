using Pixel.Contracts;
using Pixel.Host.Data;
using Pixel.Networks;
using static TorchSharp.torch;

namespace Pixel.Host.Evaluation;

/// <summary>Evaluates the exact negative log-likelihood of images under a network.</summary>
public static class Evaluator
{
    /// <summary>Evaluates the first images of a set.</summary>
    /// <param name="network">The map face.</param>
    /// <param name="likelihood">The likelihood of its output.</param>
    /// <param name="images">The set.</param>
    /// <param name="batch">Images at a time; the result does not depend on it.</param>
    /// <param name="limit">How many images; null for all.</param>
    /// <param name="progress">Receives the number of images done.</param>
    /// <param name="cancellation">Stops between two batches.</param>
    public static EvaluationResult Evaluate(
        NetworkModule network, ILikelihood likelihood, IImageSet images, int batch, int? limit = null,
        IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        var count = Math.Min(limit ?? images.Count, images.Count);
        var (nats, conditional) = (0.0, 0.0);
        using var _ = no_grad();
        for (var first = 0; first < count; first += batch)
        {
            cancellation.ThrowIfCancellationRequested();
            var (image, small) = Nats(network, likelihood, images, first, Math.Min(batch, count - first));
            conditional += image.Sum();
            nats += image.Sum() + small.Sum();
            progress?.Report(Math.Min(first + batch, count));
        }
        return new EvaluationResult(count, images.Shape.Dimensions, nats / count, network.Small is null ? null : conditional / count);
    }

    static (double[] Image, double[] Small) Nats(NetworkModule network, ILikelihood likelihood, IImageSet images, int first, int count)
    {
        using var scope = NewDisposeScope();
        var parameter = network.parameters().First();
        var levels = LevelBatch.Gather(images, [.. Enumerable.Range(first, count)], parameter.device, parameter.dtype); // (B, C, H, W)
        var (image, small) = TeacherForcing.Nats(network, likelihood, levels); // (B) each
        return (Values(image), small is null ? [] : Values(small));
    }

    static double[] Values(Tensor nats) => nats.to_type(ScalarType.Float64).cpu().data<double>().ToArray();
}
