using Pixel.Host.Imaging;
using Pixel.Sampling;

namespace Pixel.Host.Pictures;

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

/// <summary>How images looked while they were drawn: pixel after pixel in raster order, all images at once.</summary>
/// <remarks>
/// A pixel stays as it was drawn, and an image does not depend on those beside it. So the finished images tell how they looked at any time,
/// whatever the sampler and the batch: hide what comes later. Of a multi-scale model the small image is drawn first; enlarged, it stands in
/// place of the pixels that are not drawn yet.
/// </remarks>
public sealed class Drawing
{
    // Beside the first frame; more would make a large file and a long wait.
    const int MostFrames = 128;

    readonly Canvas _finished;
    readonly int[] _small;
    readonly int[] _large;

    /// <summary>Looks at which pixels were drawn.</summary>
    /// <param name="finished">The images, as the sampler left them.</param>
    public Drawing(Canvas finished)
    {
        _finished = finished;
        _large = Unknown(finished);
        _small = finished.Small is { } small ? Unknown(small) : [];
        var drawn = _small.Length + _large.Length;
        PixelsPerFrame = Math.Max(1, (drawn + MostFrames - 1) / MostFrames);
        Frames = 1 + (drawn + PixelsPerFrame - 1) / PixelsPerFrame;
    }

    /// <summary>How many pixels of each image, small and large, are drawn from one frame to the next.</summary>
    public int PixelsPerFrame { get; }

    /// <summary>Frames: the first before anything is drawn, the last with the finished images. At most 129.</summary>
    public int Frames { get; }

    /// <summary>Draws a frame.</summary>
    /// <param name="frame">0 … <see cref="Frames"/> − 1.</param>
    /// <param name="sheet">Makes the picture of images, some pixels (image, row, column) of which are hidden.</param>
    public RasterImage Draw(int frame, Func<Canvas, Func<int, int, int, bool>, RasterImage> sheet)
    {
        var drawn = Math.Min(frame * PixelsPerFrame, _small.Length + _large.Length);
        var smallDrawn = Math.Min(drawn, _small.Length);
        var (smallEnd, end) = (End(_small, smallDrawn), End(_large, drawn - smallDrawn));
        var (width, small) = (_finished.Image.Width, _finished.Small);
        return small is null
            ? sheet(_finished, IsAhead)
            : sheet(Enlarge(small, IsAhead), (image, row, column) => IsAhead(image, row, column) && SmallPlace(small, row, column) >= smallEnd);

        bool IsAhead(int image, int row, int column) => row * width + column >= end && !_finished.IsKnown(image, row, column);
    }

    // The finished images, the small ones in place of the pixels that are ahead.
    Canvas Enlarge(Canvas small, Func<int, int, int, bool> isAhead)
    {
        var shape = _finished.Image;
        var levels = _finished.Levels(0, _finished.Count).ToArray();
        for (var i = 0; i < levels.Length; i++)
        {
            var (image, channel) = (i / shape.Dimensions, i / (shape.Height * shape.Width) % shape.Channels);
            var (row, column) = (i / shape.Width % shape.Height, i % shape.Width);
            if (!isAhead(image, row, column)) continue;
            var place = SmallPlace(small, row, column);
            levels[i] = small.Level(image, channel, place / small.Image.Width, place % small.Image.Width);
        }

        return Canvas.Partial(shape, levels, new bool[levels.Length / shape.Channels]);
    }

    int SmallPlace(Canvas small, int row, int column)
    {
        var factor = _finished.Image.Height / small.Image.Height;
        return row / factor * small.Image.Width + column / factor;
    }

    // Everything before this place is drawn.
    static int End(int[] places, int drawn) => drawn == 0 ? 0 : places[drawn - 1] + 1;

    // The places of the pixels that were drawn, in raster order.
    static int[] Unknown(Canvas canvas)
    {
        var width = canvas.Image.Width;
        return
        [
            .. Enumerable.Range(0, canvas.Image.Height * width)
                .Where(place => Enumerable.Range(0, canvas.Count).Any(image => !canvas.IsKnown(image, place / width, place % width))),
        ];
    }
}

/// <summary>Where to write the animation of what is drawn.</summary>
/// <param name="Path">The animated PNG file.</param>
/// <param name="Progress">Receives the share of the frames that are done, 0 to 1.</param>
public sealed record AnimationRequest(string Path, IProgress<double>? Progress = null);
