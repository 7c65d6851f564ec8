using Pixel.Contracts;
using Pixel.Kernels;
using Pixel.Layers;
using static TorchSharp.torch;

namespace Pixel.Likelihoods;

/// <summary>Two levels, one logit a sub-pixel: the sigmoid of the paper's MNIST experiments (table 1).</summary>
public sealed class BernoulliLikelihood : ILikelihood, IHeadLikelihood
{
    /// <summary>From here on log(1 + eᶻ) is z in double precision.</summary>
    const double IsLinear = 40;

    /// <inheritdoc/>
    public string Name => "bernoulli";

    /// <inheritdoc/>
    public ChannelGroups OutputFor(ImageShape image) => image.Levels == 2
        ? new ChannelGroups(image.Channels, image.Channels)
        : throw new ModelException($"The bernoulli likelihood is for 2 levels, the images have {image.Levels}; use 'softmax', or 'data.levels: 2'.");

    /// <inheritdoc/>
    public Tensor NegativeLogLikelihood(Tensor output, Tensor levels, ImageShape image) =>
        nn.functional.softplus(output * (1 - 2 * levels), threshold: IsLinear).sum([1L, 2, 3]); // (B); −log σ(±x), exact where p is nearly 1 as well

    Tensor IHeadLikelihood.NegativeLogLikelihood(Tensor features, MaskedConvolutionModule head, bool rectify, Tensor levels, ImageShape image) =>
        HeadFunction.Compute(features, head, rectify, levels, new BernoulliLoss());

    /// <inheritdoc/>
    public void Probabilities(ReadOnlySpan<double> output, ReadOnlySpan<byte> pixel, int channel, Span<double> probabilities)
    {
        (probabilities[0], probabilities[1]) = (-output[channel], output[channel]);
        VectorKernels<double>.Default.Sigmoid(probabilities, probabilities);
    }
}
