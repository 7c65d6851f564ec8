using Pixel.Contracts;
using Pixel.Host.Data;
using Pixel.Kernels;
using Pixel.Kernels.Training;
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
        var (ofImages, ofSmall) = (0.0, 0.0);
        for (var first = 0; first < count; first += batch)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var (image, small) in Nats(network, likelihood, images, first, Math.Min(batch, count - first)))
            {
                foreach (var value in image) ofImages += value; // in order, whatever the parts
                foreach (var value in small) ofSmall += value;
            }
            progress?.Report(Math.Min(first + batch, count));
        }
        return new EvaluationResult(count, images.Shape.Dimensions, (ofImages + ofSmall) / count, network.Small is null ? null : ofImages / count);
    }

    /// <summary>The nats of a batch, part by part. By the managed kernels each thread takes a part through the whole network: none waits for another at every layer.</summary>
    static (double[] Image, double[] Small)[] Nats(NetworkModule network, ILikelihood likelihood, IImageSet images, int first, int count)
    {
        using var scope = NewDisposeScope();
        var parameter = network.parameters().First();
        var levels = LevelBatch.Gather(images, [.. Enumerable.Range(first, count)], parameter.device, parameter.dtype); // (B, C, H, W)
        var parts = network.IsManaged && network.Kernels.IsManaged(levels) ? Math.Min(Workers.Count, count) : 1;
        var nats = new (double[], double[])[parts];
        Workers.Run(parts, part => nats[part] = Nats(network, likelihood, levels, count * part / parts, count * (part + 1) / parts));
        return nats;
    }

    static (double[] Image, double[] Small) Nats(NetworkModule network, ILikelihood likelihood, Tensor levels, int first, int end)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad(); // holds for this thread
        var (image, small) = TeacherForcing.Nats(network, likelihood, levels.slice(0, first, end, 1)); // (B) each
        return (Values(image), small is null ? [] : Values(small));
    }

    static double[] Values(Tensor nats) => nats.to_type(ScalarType.Float64).cpu().data<double>().ToArray();
}
