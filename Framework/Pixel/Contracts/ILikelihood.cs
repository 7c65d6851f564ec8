using static TorchSharp.torch;

namespace Pixel.Contracts;

/// <summary>The distribution of a sub-pixel given the network's output: the loss, the sampler and the codec all use this one.</summary>
/// <remarks>One that implements <c>IPixelLikelihood</c> too is computed together with the network's last layer.</remarks>
public interface ILikelihood
{
    /// <summary>The name that YAML knows it by.</summary>
    string Name { get; }

    /// <summary>Whether its nats are an upper bound of those of <see cref="Probabilities"/>, as those of a density of dequantised pixels are; results then say so.</summary>
    /// <value>The default value is false: the nats are exact.</value>
    bool IsBound => false;

    /// <summary>The channels that the network must give at each position, and their colour groups.</summary>
    /// <param name="image">The images.</param>
    /// <exception cref="ModelException">The likelihood does not fit such images.</exception>
    ChannelGroups OutputFor(ImageShape image);

    /// <summary>The negative log-likelihood of each image, in nats, with teacher forcing.</summary>
    /// <param name="output">The network's output, (B, <see cref="OutputFor"/>, H, W).</param>
    /// <param name="levels">The images, whole numbers from 0 to levels − 1, (B, C, H, W): of the output's type where teacher forcing asks; the shared likelihoods take any integer or floating type.</param>
    /// <param name="image">The images' shape.</param>
    /// <param name="context">What it is part of, for one that draws random numbers; null for an evaluation from the first image on.</param>
    /// <returns>(B), differentiable with respect to <paramref name="output"/>.</returns>
    /// <exception cref="ArgumentException">The output or the levels have another shape or type, lie elsewhere, or are out of range.</exception>
    Tensor NegativeLogLikelihood(Tensor output, Tensor levels, ImageShape image, ForwardContext? context = null);

    /// <summary>The probability mass function of one sub-pixel given those before it.</summary>
    /// <param name="output">The network's output at the pixel: all channels, of which only the groups up to this one are read.</param>
    /// <param name="pixel">The pixel's levels so far: channels 0 … <paramref name="channel"/> − 1.</param>
    /// <param name="channel">The channel whose distribution is asked for.</param>
    /// <param name="probabilities">Receives one probability a level; they sum to 1 within rounding.</param>
    void Probabilities(ReadOnlySpan<double> output, ReadOnlySpan<byte> pixel, int channel, Span<double> probabilities);
}

/// <summary>What a plug-in offers beside architectures: a likelihood by name. It needs a public constructor without parameters.</summary>
public interface ILikelihoodFamily
{
    /// <summary>The name that YAML knows it by, <c>model.likelihood</c>, in kebab case: <c>softmax</c>, <c>logistic-mixture</c>.</summary>
    string Name { get; }

    /// <summary>One line for listings.</summary>
    string Summary { get; }

    /// <summary>Makes the likelihood.</summary>
    /// <param name="context">What it is for.</param>
    /// <exception cref="ModelException">It does not fit such images or such a network.</exception>
    ILikelihood Create(LikelihoodContext context);
}

/// <summary>What a likelihood is made for.</summary>
/// <param name="Image">The images.</param>
/// <param name="WholePixels">
/// Whether the network computes its output from whole pixels before it alone (<see cref="IArchitecture.WholePixels"/>): the output is then one group of
/// channels, and what couples the colours of a pixel is the likelihood. Otherwise it has a group for each colour, computed from the colours before it too.
/// </param>
/// <param name="Components">Components of a mixture, at least 1 (<see cref="ModelOptions.Components"/>); others pass it over.</param>
public sealed record LikelihoodContext(ImageShape Image, bool WholePixels = false, int Components = 10)
{
    /// <summary>The groups of the output's channels: one of whole pixels, else one for each colour.</summary>
    public int Groups => WholePixels ? 1 : Image.Channels;
}
