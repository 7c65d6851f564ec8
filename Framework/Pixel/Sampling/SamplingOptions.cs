namespace Pixel.Sampling;

/// <summary>How images are drawn.</summary>
public sealed record SamplingOptions
{
    /// <summary>The seed. The same seed gives the same images, whatever the batch, the thread count or the sampler.</summary>
    /// <value>The default value is 0.</value>
    public ulong Seed { get; init; }

    /// <summary>Probabilities are raised to 1 / temperature and normalised: below 1 samples are more likely ones, above 1 more varied.</summary>
    /// <value>The default value is 1, the model's own distribution.</value>
    public double Temperature { get; init; } = 1;

    /// <summary>Receives the share of the rows that are done, 0 to 1; called from any of the threads, one at a time.</summary>
    public IProgress<double>? Progress { get; init; }

    /// <summary>Sees the distribution of each sub-pixel that is drawn.</summary>
    public ISamplingObserver? Observer { get; init; }
}
