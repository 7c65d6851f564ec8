using Pixel.Contracts;
using Pixel.Host.Data;
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
    /// <exception cref="ArgumentException">The network is one for images of another shape, or of other classes.</exception>
    public static EvaluationResult Evaluate(
        NetworkModule network, ILikelihood likelihood, IImageSet images, int batch, int? limit = null,
        IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        BatchNats.CheckFits(network, images);
        var (count, sum) = (Math.Min(limit ?? images.Count, images.Count), new NatsSum(images));
        for (var first = 0; first < count; first += batch)
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            int[] indices = [.. Enumerable.Range(first, Math.Min(batch, count - first))];
            var (levels, labels) = BatchNats.Gather(network, images, indices);
            var nats = BatchNats.Of(network, likelihood, levels, labels, first);
            for (var i = 0; i < indices.Length; i++) sum.Add(nats, i);
            progress?.Report((double)Math.Min(first + batch, count) / count);
        }
        return sum.Result();
    }
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
