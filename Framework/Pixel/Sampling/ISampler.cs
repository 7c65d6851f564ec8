namespace Pixel.Sampling;

/// <summary>Draws images, or what is unknown of them, exactly from the model's distribution.</summary>
public interface ISampler : IDisposable
{
    /// <summary><c>incremental</c> or <c>ancestral</c>.</summary>
    string Name { get; }

    /// <summary>Draws the unknown pixels of a canvas in raster order, each given all pixels before it, known or drawn.</summary>
    /// <param name="canvas">The images; drawn pixels are written into it.</param>
    /// <param name="options">Seed, temperature and where to report progress.</param>
    /// <param name="cancellation">Stops between two pixels.</param>
    /// <exception cref="OperationCanceledException">The sampling was stopped; the canvas is incomplete.</exception>
    void Sample(Canvas canvas, SamplingOptions options, CancellationToken cancellation = default);
}

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

    /// <summary>Sees the distribution of each sub-pixel that is drawn; those of a multi-scale model's smaller image are not told of.</summary>
    public ISamplingObserver? Observer { get; init; }
}

/// <summary>Watches images being drawn. An image is drawn by one thread in raster order; different images may be by different threads at once.</summary>
public interface ISamplingObserver
{
    /// <summary>A sub-pixel is about to be drawn. Those that are known are not, and are not told of.</summary>
    /// <param name="image">The image, 0 … count of the canvas − 1.</param>
    /// <param name="row">The row.</param>
    /// <param name="column">The column.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="probabilities">The model's probability of each level, before the temperature; valid during the call.</param>
    void OnDraw(int image, int row, int column, int channel, ReadOnlySpan<double> probabilities);
}
