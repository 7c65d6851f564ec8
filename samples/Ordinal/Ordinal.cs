using Pixel.Contracts;
using Pixel.Kernels;
using static TorchSharp.torch;

namespace Ordinal;

/// <summary>Levels as an ordered scale (McCullagh, 1980): a softmax does not know that 100 lies beside 101, this likelihood does.</summary>
public sealed class OrdinalFamily : ILikelihoodFamily
{
    /// <inheritdoc/>
    public string Name => "ordinal";

    /// <inheritdoc/>
    public string Summary => "Ordered thresholds under a logistic distribution, one fewer than there are levels";

    /// <inheritdoc/>
    public ILikelihood Create(LikelihoodContext context) => new OrdinalLikelihood(context.Groups);
}

/// <summary>A level lies between two thresholds: p(x ≤ l) = σ(t_l), where each threshold lies some e^z above the one before it.</summary>
/// <remarks>Where the network gives zeros they lie evenly from −4 to 4, so that no level is out of reach when training begins.</remarks>
/// <param name="groups">The groups of the output's channels.</param>
public sealed class OrdinalLikelihood(int groups) : ILikelihood
{
    const double Lowest = -4;

    /// <inheritdoc/>
    public string Name => "ordinal";

    /// <inheritdoc/>
    public ChannelGroups OutputFor(ImageShape image) => new(image.Channels * (image.Levels - 1), groups);

    /// <inheritdoc/>
    public Tensor NegativeLogLikelihood(Tensor output, Tensor levels, ImageShape image, ForwardContext? context = null)
    {
        var numbers = output.view(output.shape[0], image.Channels, image.Levels - 1, image.Height, image.Width); // (B, C, T, H, W)
        var (first, steps) = (numbers.narrow(2, 0, 1) + Lowest, numbers.narrow(2, 1, image.Levels - 2).exp() * Step(image.Levels));
        var thresholds = cat([first, steps], 2).cumsum(2);
        var none = zeros_like(first);
        var above = cat([nn.functional.softplus(-thresholds, threshold: 40), none], 2); // −log σ(t) of the threshold above a level; (B, C, L, H, W)
        var below = cat([none, nn.functional.softplus(thresholds, threshold: 40)], 2); // −log σ(−t) of the one below
        // σ(t') − σ(t) = σ(t') σ(−t) (1 − e^(t − t')), in which nothing cancels.
        var between = cat([none, -(-(-steps).expm1()).log(), none], 2);
        return (above + below + between).gather(2, levels.to_type(ScalarType.Int64).unsqueeze(2)).sum([1L, 2, 3, 4]); // (B)
    }

    /// <inheritdoc/>
    public void Probabilities(ReadOnlySpan<double> output, ReadOnlySpan<byte> pixel, int channel, Span<double> probabilities)
    {
        // By the contract's kernels, whose bits are the same on every machine: so are the images that are drawn.
        var kernels = VectorKernels<double>.Default;
        var count = probabilities.Length - 1;
        Span<double> thresholds = stackalloc double[count], below = stackalloc double[count];
        kernels.Exp(output.Slice(channel * count, count), thresholds);
        thresholds[0] = output[channel * count] + Lowest;
        for (var i = 1; i < count; i++) thresholds[i] = thresholds[i - 1] + thresholds[i] * Step(probabilities.Length);
        kernels.Sigmoid(thresholds, below); // p(x ≤ l)
        for (var level = 0; level < count; level++) probabilities[level] = level == 0 ? below[0] : Math.Max(0, below[level] - below[level - 1]);
        probabilities[count] = 1 - below[count - 1];
    }

    static double Step(int levels) => -2 * Lowest / levels;
}
