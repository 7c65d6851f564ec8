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
