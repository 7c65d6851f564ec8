using Pixel.Contracts;
using Pixel.Kernels;
using Pixel.Layers;
using static TorchSharp.torch;

namespace Pixel.Likelihoods;

/// <summary>One logit a level: the discrete softmax of the paper (section 2.2, "Pixels as Discrete Variables"), for 2 to 256 levels.</summary>
/// <remarks>Channels are ordered (colour, level), so that a colour's logits are one group.</remarks>
public sealed class SoftmaxLikelihood : ILikelihood, IHeadLikelihood
{
    /// <inheritdoc/>
    public string Name => "softmax";

    /// <inheritdoc/>
    public ChannelGroups OutputFor(ImageShape image) => new(image.Channels * image.Levels, image.Channels);

    /// <inheritdoc/>
    public Tensor NegativeLogLikelihood(Tensor output, Tensor levels, ImageShape image)
    {
        var logits = output.view(output.shape[0], image.Channels, image.Levels, image.Height, image.Width).transpose(1, 2); // (B, L, C, H, W)
        return nn.functional.cross_entropy(logits, levels.to_type(ScalarType.Int64), reduction: nn.Reduction.None).sum([1L, 2, 3]); // (B)
    }

    Tensor IHeadLikelihood.NegativeLogLikelihood(Tensor features, MaskedConvolutionModule head, bool rectify, Tensor levels, ImageShape image) =>
        HeadFunction.Compute(features, head, rectify, levels, new SoftmaxLoss(image.Levels));

    /// <inheritdoc/>
    public void Probabilities(ReadOnlySpan<double> output, ReadOnlySpan<byte> pixel, int channel, Span<double> probabilities) =>
        VectorKernels<double>.Default.Softmax(output.Slice(channel * probabilities.Length, probabilities.Length), probabilities);
}
