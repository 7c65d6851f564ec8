using Pixel.Likelihoods;

namespace Pixel.Host.Evaluation;

/// <summary>The exact likelihood of a split: the mean over every image, the last short batch included.</summary>
/// <param name="Images">The number of images.</param>
/// <param name="Dimensions">Sub-pixels of an image.</param>
/// <param name="NatsPerImage">The mean negative log-likelihood of an image, in nats.</param>
public sealed record EvaluationResult(int Images, int Dimensions, double NatsPerImage)
{
    /// <summary>The same in bits per dimension.</summary>
    public double BitsPerDim => BitsPerDimension.FromNats(NatsPerImage, Dimensions);
}
