using Pixel.Contracts;
using Pixel.Randomness;
using static TorchSharp.torch;

namespace Pixel.Likelihoods;

/// <summary>A mixture of K Gaussians on dequantised pixels: the continuous likelihood that the paper compares its softmax with (section 5.2).</summary>
/// <remarks>
/// <para>A level l becomes y = 2(l + u) / levels − 1 in [−1, 1), u uniform in [0, 1), and the network's density is that of y. Its nats are given for the scale of
/// levels: −log f(y) − log(2 / levels). By Jensen's inequality their mean over u is at least −log of the mass that the density gives the level's bin
/// [2l / levels − 1, 2(l + 1) / levels − 1): an upper bound of the nats of <see cref="Probabilities"/>, which are these masses, the outermost bins reaching to infinity.</para>
/// <para>u is a function of the seed, the step and the image in training; in an evaluation of the image's place and the sub-pixel alone, so that a model's figure is
/// the same each time, whatever the batch. Channels: for each colour K logits, K means and K logarithms of standard deviations (those below −7 count as −7).</para>
/// </remarks>
public sealed class GaussianMixtureLikelihood : IPixelLikelihood
{
    const ulong EvaluationSeed = 0x5EED; // of the model's figures, whatever the experiment's seed
    readonly Mixture _mixture;

    /// <summary>Makes the likelihood.</summary>
    /// <param name="components">Components K, at least 1.</param>
    /// <param name="wholePixels">Whether the network's output is of whole pixels; these must be gray.</param>
    public GaussianMixtureLikelihood(int components = 10, bool wholePixels = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(components, 1);
        _mixture = new Mixture(components, wholePixels);
    }

    /// <inheritdoc/>
    public string Name => "gaussian-mixture";

    /// <inheritdoc/>
    public bool IsBound => true;

    /// <summary>Components K.</summary>
    public int Components => _mixture.Components;

    /// <inheritdoc/>
    public ChannelGroups OutputFor(ImageShape image) => !_mixture.WholePixels || image.Channels == 1
        ? _mixture.OutputFor(image)
        : throw new ModelException(
            $"The gaussian-mixture likelihood has no coupling of colours, and a network of whole pixels needs one for images of {image}; use 'logistic-mixture', or 'data.channels: 1'.");

    /// <inheritdoc/>
    public Tensor NegativeLogLikelihood(Tensor output, Tensor levels, ImageShape image, ForwardContext? context = null)
    {
        var known = OutputTensor.Checked(this, output, levels, image);
        return Nats(output, Targets(known, image, context ?? ForwardContext.Evaluation), image);
    }

    /// <summary>The dequantised levels, l + u.</summary>
    /// <inheritdoc cref="IPixelLikelihood.Targets"/>
    public Tensor Targets(Tensor levels, ImageShape image, ForwardContext context)
    {
        var noise = new double[levels.shape[0] * image.Dimensions];
        for (var i = 0; i < levels.shape[0]; i++)
            for (var place = 0; place < image.Dimensions; place++)
                noise[i * image.Dimensions + place] = Noise(context, i, (uint)place);
        using var drawn = tensor(noise, levels.shape, levels.dtype, levels.device); // (B, C, H, W)
        return levels + drawn;
    }

    /// <summary>u of a sub-pixel.</summary>
    /// <param name="context">What it is part of.</param>
    /// <param name="image">The image in the batch.</param>
    /// <param name="place">The sub-pixel, in the order (C, H, W).</param>
    static double Noise(ForwardContext context, int image, uint place)
    {
        var (seed, step) = context.IsTraining ? (context.Seed, context.Step) : (EvaluationSeed, 0);
        return new CounterRandom(seed, RandomStream.Dequantisation).Uniform((ulong)step << 32 | (uint)(context.FirstImage + image), place);
    }

    /// <inheritdoc/>
    public Tensor Nats(Tensor output, Tensor targets, ImageShape image)
    {
        var layout = _mixture.Layout(image);
        var numbers = _mixture.Split(output, image); // (B, mixtures, numbers, H, W)
        var y = _mixture.SplitTargets(targets, image) * (2.0 / image.Levels) - 1; // (B, mixtures, 1, H, W)
        var scale = numbers.narrow(2, layout.ScaleOf(0), Components).clamp_min(Mixture.LowestScale);
        var z = (y - numbers.narrow(2, layout.MeanOf(0), Components)) * (-scale).exp();
        var joint = nn.functional.log_softmax(numbers.narrow(2, 0, Components), 2) - scale - z.square() / 2; // (B, mixtures, K, H, W)
        return (NatsOfDensityOne(image.Levels) - joint.logsumexp(2)).sum([1L, 2, 3]); // (B)
    }

    /// <inheritdoc/>
    public IPixelLoss CreateLoss(ImageShape image) => new MixtureLoss(new MixtureKind(_mixture.Layout(image), image.Levels, IsContinuous: true), _mixture.Count(image));

    /// <inheritdoc/>
    public void Probabilities(ReadOnlySpan<double> output, ReadOnlySpan<byte> pixel, int channel, Span<double> probabilities)
    {
        var layout = new MixtureLayout(Components, 1);
        MixtureKernels<double>.Default.Probabilities(
            new MixtureKind(layout, probabilities.Length, IsContinuous: true), output.Slice(channel * layout.Channels, layout.Channels), [], probabilities);
    }

    /// <summary>What a density of 1 has in nats of a level, as a Gaussian is written: ½ log 2π − log(2 / levels).</summary>
    /// <param name="levels">Levels of a sub-pixel.</param>
    internal static double NatsOfDensityOne(int levels) => Math.Log(2 * Math.PI) / 2 - Math.Log(2.0 / levels);
}
