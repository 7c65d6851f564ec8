namespace Pixel.Sampling;

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
