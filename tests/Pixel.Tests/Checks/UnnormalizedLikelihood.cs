using Pixel.Contracts;
using Pixel.Likelihoods;
using static TorchSharp.torch;

namespace Pixel.Tests.Checks;

/// <summary>A softmax whose loss or whose probabilities are half as sure as they should be.</summary>
sealed class UnnormalizedLikelihood(bool inTheLoss) : ILikelihood
{
    readonly SoftmaxLikelihood _right = new();

    public string Name => "unnormalized";

    public ChannelGroups OutputFor(ImageShape image) => _right.OutputFor(image);

    public Tensor NegativeLogLikelihood(Tensor output, Tensor levels, ImageShape image) =>
        _right.NegativeLogLikelihood(output, levels, image) * (inTheLoss ? 0.5 : 1);

    public void Probabilities(ReadOnlySpan<double> output, ReadOnlySpan<byte> pixel, int channel, Span<double> probabilities)
    {
        _right.Probabilities(output, pixel, channel, probabilities);
        if (inTheLoss) return;
        foreach (ref var probability in probabilities) probability /= 2;
    }
}
