using Pixel.Host.Imaging;
using Pixel.Sampling;

namespace Pixel.Host.Animations;

/// <summary>The animated PNG file that shows images being drawn.</summary>
public static class DrawingAnimation
{
    // In milliseconds: long enough at the beginning to see what is known, and at the end to look at the images.
    const int First = 500, Between = 50, Last = 2000;

    /// <summary>Writes the file. Its caption stands in it; none is written beside it.</summary>
    /// <param name="request">Where.</param>
    /// <param name="finished">The images, as the sampler left them.</param>
    /// <param name="sheet">Makes the picture of images, some pixels (image, row, column) of which are hidden.</param>
    /// <param name="caption">What the finished picture shows.</param>
    /// <param name="cancellation">Stops between two frames; no file is then written.</param>
    public static void Save(
        AnimationRequest request, Canvas finished, Func<Canvas, Func<int, int, int, bool>, RasterImage> sheet,
        IReadOnlyList<KeyValuePair<string, string>> caption, CancellationToken cancellation)
    {
        var drawing = new Drawing(finished);
        int[] delays = [First, .. Enumerable.Repeat(Between, drawing.Frames - 1)];
        delays[^1] = Last;
        ApngWriter.Save(request.Path, sheet(finished, (_, _, _) => false), delays, Frame, [new("Animation", Describe(drawing, finished)), .. caption]);
        request.Progress?.Report(1);

        RasterImage Frame(int frame)
        {
            cancellation.ThrowIfCancellationRequested();
            request.Progress?.Report((double)frame / drawing.Frames);
            return drawing.Draw(frame, sheet);
        }
    }

    static string Describe(Drawing drawing, Canvas finished) =>
        $"pixels in raster order, {drawing.PixelsPerFrame} of each image a frame; hatched: not drawn yet"
        + (finished.Small is { } small ? $"; first the small images of {small.Image}, enlarged" : "");
}
