using Pixel.Contracts;
using static TorchSharp.torch;

namespace Pixel.Likelihoods;

/// <summary>A mixture of K discretised logistic distributions (PixelCNN++, Salimans et al., 2017, sections 2.1 and 2.2), for 2 to 256 levels.</summary>
/// <remarks>
/// <para>Levels lie evenly in [−1, 1]; a level's bin reaches h = 1 / (levels − 1) to either side, the outermost ones to infinity. Component k gives a level x
/// the mass of its bin, σ(b) − σ(a) where a, b = (x ∓ h − μ) / s. Under whole pixels the colours share the component, and earlier colours move the means of
/// later ones: μ_G += c₀·r, μ_B += c₁·r + c₂·g, c = tanh of the network's number. The network's channels are those of a <c>MixtureLayout</c>: K logits, K means
/// a colour, K logarithms of s a colour (those below −7 count as −7), and K coefficients for each of (G, R), (B, R), (B, G); for grouped networks K logits,
/// means and log-scales for each colour.</para>
/// <para>The released code approximates the mass by the density where it is below 10⁻⁵, since the difference of two sigmoids cancels: probabilities then sum to
/// 1 no more. Here it is the product σ(b)·σ(−a)·(1 − e^(a−b)), the same number, in which nothing cancels: exact in every tail, without an approximation.</para>
/// </remarks>
public sealed class LogisticMixtureLikelihood : IPixelLikelihood
{
    readonly Mixture _mixture;

    /// <summary>Makes the likelihood.</summary>
    /// <param name="components">Components K, at least 1.</param>
    /// <param name="wholePixels">Whether the network's output is of whole pixels, whose colours the likelihood couples.</param>
    public LogisticMixtureLikelihood(int components = 10, bool wholePixels = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(components, 1);
        _mixture = new Mixture(components, wholePixels);
    }

    /// <inheritdoc/>
    public string Name => "logistic-mixture";

    /// <summary>Components K.</summary>
    public int Components => _mixture.Components;

    /// <summary>Whether the colours of a pixel share a mixture, and are coupled.</summary>
    public bool WholePixels => _mixture.WholePixels;

    /// <inheritdoc/>
    public ChannelGroups OutputFor(ImageShape image) => _mixture.OutputFor(image);

    /// <inheritdoc/>
    public Tensor NegativeLogLikelihood(Tensor output, Tensor levels, ImageShape image, ForwardContext? context = null) =>
        Nats(output, OutputTensor.Checked(this, output, levels, image), image);

    /// <inheritdoc/>
    public Tensor Nats(Tensor output, Tensor targets, ImageShape image)
    {
        var (layout, count) = (_mixture.Layout(image), Components);
        var numbers = _mixture.Split(output, image); // (B, mixtures, numbers, H, W)
        var levels = _mixture.SplitTargets(targets, image); // (B, mixtures, colours, H, W)
        var scaled = levels * (2.0 / (image.Levels - 1)) - 1;
        var joint = nn.functional.log_softmax(numbers.narrow(2, 0, count), 2); // (B, mixtures, K, H, W)
        for (var colour = 0; colour < layout.Colours; colour++)
        {
            var mean = numbers.narrow(2, layout.MeanOf(colour), count);
            for (var earlier = 0; earlier < colour; earlier++)
                mean = mean + numbers.narrow(2, layout.CoefficientOf(colour, earlier), count).tanh() * scaled.narrow(2, earlier, 1);
            joint = joint + LogMass(
                levels.narrow(2, colour, 1), scaled.narrow(2, colour, 1) - mean, numbers.narrow(2, layout.ScaleOf(colour), count).clamp_min(Mixture.LowestScale), image.Levels);
        }
        return -joint.logsumexp(2).sum([1L, 2, 3]); // (B)
    }

    /// <summary>log(σ(b)·σ(−a)·(1 − e^(a−b))); without the factor of a side that is open.</summary>
    /// <param name="levels">(…, 1, H, W).</param>
    /// <param name="distance">From the means, (…, K, H, W).</param>
    /// <param name="scale">Log-scales, (…, K, H, W).</param>
    /// <param name="count">Levels of a sub-pixel.</param>
    static Tensor LogMass(Tensor levels, Tensor distance, Tensor scale, int count)
    {
        var half = 1.0 / (count - 1);
        var inverse = (-scale).exp();
        var (isLowest, isHighest) = (levels.eq(0), levels.eq(count - 1)); // (…, 1, H, W)
        var below = nn.functional.softplus((distance - half) * inverse, threshold: BernoulliLikelihood.IsLinear); // −log σ(−a)
        var above = nn.functional.softplus((-half - distance) * inverse, threshold: BernoulliLikelihood.IsLinear); // −log σ(b)
        return LogOfWidth(scale, inverse * (2 * half), half).masked_fill(isLowest.logical_or(isHighest), 0)
            - below.masked_fill(isLowest, 0) - above.masked_fill(isHighest, 0);
    }

    /// <summary>log(1 − e^(−d)); for small d by its series, whose gradient is finite where d is 0 within rounding.</summary>
    static Tensor LogOfWidth(Tensor scale, Tensor width, double half)
    {
        const double small = 1e-3; // the next term of the series is 4·10⁻¹⁶
        var series = Math.Log(2 * half) - scale - width / 2 + width.square() / 24;
        var exact = (-(-width.clamp_min(small)).expm1()).log();
        return where(width.lt(small), series, exact);
    }

    /// <inheritdoc/>
    public IPixelLoss CreateLoss(ImageShape image) => new MixtureLoss(new MixtureKind(_mixture.Layout(image), image.Levels, IsContinuous: false), _mixture.Count(image));

    /// <inheritdoc/>
    public void Probabilities(ReadOnlySpan<double> output, ReadOnlySpan<byte> pixel, int channel, Span<double> probabilities)
    {
        var layout = new MixtureLayout(Components, WholePixels ? ColoursOf(output.Length) : 1);
        var numbers = WholePixels ? output : output.Slice(channel * layout.Channels, layout.Channels);
        MixtureKernels<double>.Default.Probabilities(
            new MixtureKind(layout, probabilities.Length, IsContinuous: false), numbers, WholePixels ? pixel[..channel] : [], probabilities);
    }

    /// <summary>The colours whose mixture has so many numbers.</summary>
    int ColoursOf(int channels)
    {
        var colours = 1;
        while (new MixtureLayout(Components, colours).Channels < channels) colours++;
        return colours;
    }
}
