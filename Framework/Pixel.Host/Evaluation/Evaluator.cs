using Pixel.Contracts;
using Pixel.Host.Data;
using Pixel.Kernels.Training;
using Pixel.Likelihoods;
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
    /// <param name="progress">Receives the share of the images that is done, 0 to 1.</param>
    /// <param name="cancellation">Stops between two batches.</param>
    /// <exception cref="LikelihoodException">An image's likelihood is NaN or infinite.</exception>
    /// <exception cref="ArgumentException">The network is one for images of another shape.</exception>
    public static EvaluationResult Evaluate(
        NetworkModule network, ILikelihood likelihood, IImageSet images, int batch, int? limit = null,
        IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        if (images.Shape != network.Description.Image)
            throw new ArgumentException($"{images.Name} has images of {images.Shape}; the network models {network.Description.Image}.", nameof(images));
        var count = Math.Min(limit ?? images.Count, images.Count);
        var (ofImages, ofSmall) = (0.0, 0.0);
        for (var first = 0; first < count; first += batch)
        {
            cancellation.ThrowIfCancellationRequested();
            var at = first; // in order, whatever the parts
            foreach (var (image, small) in Nats(network, likelihood, images, first, Math.Min(batch, count - first)))
                for (var i = 0; i < image.Length; i++, at++)
                {
                    ofImages += image[i];
                    if (small.Length > 0) ofSmall += small[i];
                    if (!double.IsFinite(ofImages + ofSmall)) throw LikelihoodException.Of(images, at, ofImages + ofSmall);
                }
            progress?.Report((double)Math.Min(first + batch, count) / count);
        }
        return new EvaluationResult(count, images.Shape.Dimensions, (ofImages + ofSmall) / count, network.Small is null ? null : ofImages / count);
    }

    /// <summary>The nats of a batch, part by part. By the managed kernels each thread takes a part through the whole network: none waits for another at every layer.</summary>
    static (double[] Image, double[] Small)[] Nats(NetworkModule network, ILikelihood likelihood, IImageSet images, int first, int count)
    {
        using var scope = NewDisposeScope();
        var parameter = network.parameters().First();
        var levels = LevelBatch.Gather(images, [.. Enumerable.Range(first, count)], parameter.device, parameter.dtype); // (B, C, H, W)
        var parts = network.ComputesManaged(levels) ? Math.Min(Workers.Count, count) : 1;
        var nats = new (double[], double[])[parts];
        Workers.Run(parts, part => nats[part] = Nats(network, likelihood, levels, count * part / parts, count * (part + 1) / parts));
        return nats;
    }

    static (double[] Image, double[] Small) Nats(NetworkModule network, ILikelihood likelihood, Tensor levels, int first, int end)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad(); // holds for this thread
        var (image, small) = TeacherForcing.NatsOfKnown(network, likelihood, levels.slice(0, first, end, 1)); // (B) each
        return (Values(image), small is null ? [] : Values(small));
    }

    static double[] Values(Tensor nats) => nats.to_type(ScalarType.Float64).cpu().data<double>().ToArray();
}

/// <summary>The exact likelihood of a split: the mean over every image, the last short batch included.</summary>
/// <param name="Images">The number of images.</param>
/// <param name="Dimensions">Sub-pixels of an image.</param>
/// <param name="NatsPerImage">The mean negative log-likelihood of an image, in nats; of a multi-scale model an upper bound.</param>
/// <param name="ConditionalNatsPerImage">Of a multi-scale model the mean of −log p(x | small); null for others.</param>
public sealed record EvaluationResult(int Images, int Dimensions, double NatsPerImage, double? ConditionalNatsPerImage = null)
{
    /// <summary>The conditional in bits per dimension of the whole image.</summary>
    public double? ConditionalBitsPerDim => ConditionalNatsPerImage is { } nats ? BitsPerDimension.FromNats(nats, Dimensions) : null;

    /// <summary>The same in bits per dimension.</summary>
    public double BitsPerDim => BitsPerDimension.FromNats(NatsPerImage, Dimensions);
}

/// <summary>A likelihood that is NaN or infinite, and so no figure at all; the message names the image.</summary>
/// <param name="message">The full message.</param>
public sealed class LikelihoodException(string message) : Exception(message)
{
    internal static LikelihoodException Of(IImageSet images, int index, double nats) => new(
        $"The negative log-likelihood of image {index} of {images.Name}, {images.Split}, is {nats}: the weights are not finite, or so large that the network's output is not");
}
