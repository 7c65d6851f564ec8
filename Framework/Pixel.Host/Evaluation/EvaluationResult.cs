using Pixel.Likelihoods;

namespace Pixel.Host.Evaluation;

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
