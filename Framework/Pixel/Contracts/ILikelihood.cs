using static TorchSharp.torch;

namespace Pixel.Contracts;

/// <summary>The distribution of a sub-pixel given the network's output: the loss, the sampler and the codec all use this one.</summary>
public interface ILikelihood
{
    /// <summary>The name that YAML knows it by.</summary>
    string Name { get; }

    /// <summary>The channels that the network must give at each position, and their colour groups.</summary>
    /// <param name="image">The images.</param>
    /// <exception cref="ModelException">The likelihood does not fit such images.</exception>
    ChannelGroups OutputFor(ImageShape image);

    /// <summary>The exact negative log-likelihood of each image, in nats, with teacher forcing.</summary>
    /// <param name="output">The network's output, (B, <see cref="OutputFor"/>, H, W).</param>
    /// <param name="levels">The images, whole numbers from 0 to levels − 1, (B, C, H, W): of the output's type where teacher forcing asks; the shared likelihoods take any integer or floating type.</param>
    /// <param name="image">The images' shape.</param>
    /// <returns>(B), differentiable with respect to <paramref name="output"/>.</returns>
    /// <exception cref="ArgumentException">The output or the levels have another shape or type, lie elsewhere, or are out of range.</exception>
    Tensor NegativeLogLikelihood(Tensor output, Tensor levels, ImageShape image);

    /// <summary>The probability mass function of one sub-pixel given those before it.</summary>
    /// <param name="output">The network's output at the pixel: all channels, of which only the groups up to this one are read.</param>
    /// <param name="pixel">The pixel's levels so far: channels 0 … <paramref name="channel"/> − 1.</param>
    /// <param name="channel">The channel whose distribution is asked for.</param>
    /// <param name="probabilities">Receives one probability a level; they sum to 1 within rounding.</param>
    void Probabilities(ReadOnlySpan<double> output, ReadOnlySpan<byte> pixel, int channel, Span<double> probabilities);
}
