using Pixel.Contracts;

namespace Pixel.Sampling;

/// <summary>Draws the smaller image first, then the image given the drawn one (paper, section 3.6).</summary>
/// <remarks>Where pixels are known, those that the smaller image would take from them are known there too.</remarks>
/// <param name="small">Draws the smaller images; taken over.</param>
/// <param name="smallImage">Their shape.</param>
/// <param name="large">Draws the images given the smaller ones; taken over.</param>
sealed class PyramidSampler(ISampler small, ImageShape smallImage, ISampler large) : ISampler
{
    public string Name => large.Name;

    public void Sample(Canvas canvas, SamplingOptions options, CancellationToken cancellation = default)
    {
        var first = canvas.Subsample(smallImage);
        small.Sample(first, options with { Progress = null }, cancellation);
        canvas.Small = first;
        large.Sample(canvas, options, cancellation);
    }

    public void Dispose()
    {
        small.Dispose();
        large.Dispose();
    }
}
