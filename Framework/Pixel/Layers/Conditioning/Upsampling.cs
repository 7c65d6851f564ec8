using Pixel.Contracts;

namespace Pixel.Layers.Conditioning;

/// <summary>The deconvolutional network that upsamples the smaller image to a c×n×n map (paper, section 3.6).</summary>
/// <remarks>
/// The paper gives no layers. Here: one transposed convolution for each prime factor p of n / s, with stride p, kernel p + 2 and padding
/// 1, which multiplies the size by p exactly; ReLU between them.
/// </remarks>
public sealed record Upsampling : LayerDescription
{
    /// <summary>Describes the network from one image size to another.</summary>
    /// <param name="small">The smaller image.</param>
    /// <param name="large">The image that the conditional network models.</param>
    /// <param name="channels">Channels c of the result and of all maps between.</param>
    /// <exception cref="ModelException">The sides are not the same whole multiple, 2 or more, or channels or levels differ.</exception>
    public Upsampling(ImageShape small, ImageShape large, int channels)
    {
        var factor = large.Height / small.Height;
        if (factor < 2 || small.Height * factor != large.Height || small.Width * factor != large.Width
            || small.Channels != large.Channels || small.Levels != large.Levels)
            throw new ModelException($"An image of {large} cannot be conditioned on one of {small}: both sides must shrink by the same whole factor.");
        (Small, Channels, Factors) = (small, channels, PrimeFactors(factor));
    }

    /// <summary>The smaller image.</summary>
    public ImageShape Small { get; }

    /// <summary>Channels c of the result.</summary>
    public int Channels { get; }

    /// <summary>The factor of each transposed convolution.</summary>
    public IReadOnlyList<int> Factors { get; }

    /// <inheritdoc/>
    public override string Kind => "upsampling";

    /// <inheritdoc/>
    public override string Details => $"×{string.Join('×', Factors)}, {Small.Channels} → {Channels}";

    /// <inheritdoc/>
    public override ChannelGroups Output => new(Channels, 1);

    /// <inheritdoc/>
    public override bool ReadsSmallImage => true;

    /// <inheritdoc/>
    public override bool HasStepFace => true;

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterDescription> Parameters
    {
        get
        {
            var parameters = new List<ParameterDescription>();
            for (var i = 0; i < Factors.Count; i++)
            {
                var (inputs, kernel) = (InputsOf(i), Factors[i] + 2L);
                var bound = Factors[i] / Math.Sqrt(inputs * kernel * kernel); // each output sums (kernel / stride)² taps
                parameters.Add(new($"weight{i + 1}", [inputs, Channels, kernel, kernel], bound, inputs * Channels * kernel * kernel));
                parameters.Add(new($"bias{i + 1}", [Channels], bound, Channels));
            }
            return parameters;
        }
    }

    /// <summary>The channels that a transposed convolution reads.</summary>
    /// <param name="stage">Which one, counted from 0.</param>
    public int InputsOf(int stage) => stage == 0 ? Small.Channels : Channels;

    /// <inheritdoc/>
    public override void Validate(IReadOnlyList<ChannelGroups> inputs) => LayerInputs.Require(this, inputs, []);

    /// <inheritdoc/>
    public override IEnumerable<Read> Reads(Cell cell, int height, int width) => [];

    /// <inheritdoc/>
    public override long MultiplyAdds(int height, int width)
    {
        var (total, pixels) = (0L, (long)Small.Height * Small.Width);
        for (var i = 0; i < Factors.Count; i++)
        {
            total += pixels * Parameters[2 * i].Elements;
            pixels *= Factors[i] * Factors[i];
        }
        return total;
    }

    /// <inheritdoc/>
    public override LayerModule CreateModule() => new UpsamplingModule(this);

    /// <inheritdoc/>
    public override StepLayer<T> CreateStep<T>(StepContext<T> context) => new UpsamplingStep<T>(this, context);

    static List<int> PrimeFactors(int number)
    {
        var factors = new List<int>();
        for (var prime = 2; number > 1; prime++)
            for (; number % prime == 0; number /= prime) factors.Add(prime);
        return factors;
    }
}
