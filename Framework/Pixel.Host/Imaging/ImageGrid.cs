using Pixel.Contracts;

namespace Pixel.Host.Imaging;

/// <summary>Lays out images of one shape in a grid, row by row, for people to look at.</summary>
public static class ImageGrid
{
    const int Border = 2;
    const byte BorderGray = 128;
    const byte DarkStripe = 104;
    const byte LightStripe = 152;

    // Images smaller than this on their longer side are magnified up to it.
    const int ComfortableSide = 64;

    /// <summary>
    /// Draws the images into one: each level v as the sample ⌈v · 255 / (levels − 1)⌉, magnified, with a gray border of 2 pixels around each.
    /// </summary>
    /// <param name="images">At least one image, each of <c>shape.Dimensions</c> levels in the order C, H, W.</param>
    /// <param name="shape">The shape of every image: 1 or 3 channels.</param>
    /// <param name="columns">Images in a row, at least 1; without it the grid is about square.</param>
    /// <param name="zoom">Each pixel is drawn as zoom × zoom; at least 1; without it the longer side becomes at most 64 (28×28 is drawn twice as large).</param>
    /// <param name="isHidden">Whether a pixel (image, row, column) is hatched in gray instead of shown; without it all are shown.</param>
    /// <exception cref="ArgumentException">No image, an image of another length or with a level out of range, or channels other than 1 and 3.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Columns or zoom below 1, or a grid of more than 2³⁰ samples.</exception>
    public static RasterImage Draw(IReadOnlyList<byte[]> images, ImageShape shape, int? columns = null, int? zoom = null,
        Func<int, int, int, bool>? isHidden = null)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(shape);
        if (images.Count == 0)
            throw new ArgumentException("A grid needs at least one image.", nameof(images));
        if (shape.Channels is not (1 or 3))
            throw new ArgumentException($"Only images of 1 or 3 channels can be drawn, not {shape}.", nameof(shape));
        ArgumentOutOfRangeException.ThrowIfLessThan(columns ?? 1, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(zoom ?? 1, 1);

        var scale = zoom ?? Math.Max(1, ComfortableSide / Math.Max(shape.Height, shape.Width));
        var across = Math.Min(columns ?? (int)Math.Ceiling(Math.Sqrt(images.Count)), images.Count);
        var down = (images.Count + across - 1) / across;
        var width = Border + (long)across * (shape.Width * (long)scale + Border);
        var height = Border + (long)down * (shape.Height * (long)scale + Border);
        if (width * height * shape.Channels > 1 << 30)
            throw new ArgumentOutOfRangeException(nameof(images), $"A grid of {width}×{height} pixels is too large: draw fewer images or zoom less.");

        var pixels = new byte[width * height * shape.Channels];
        Array.Fill(pixels, BorderGray);
        var grid = new RasterImage((int)width, (int)height, shape.Channels, pixels);
        for (var i = 0; i < images.Count; i++)
        {
            var left = Border + i % across * (shape.Width * scale + Border);
            var top = Border + i / across * (shape.Height * scale + Border);
            DrawOne(grid, images[i], shape, scale, left, top, i);
            if (isHidden is not null) HatchOne(grid, shape, scale, left, top, (row, column) => isHidden(i, row, column));
        }

        return grid;
    }

    static void DrawOne(RasterImage grid, byte[] image, ImageShape shape, int zoom, int left, int top, int index)
    {
        if (image.Length != shape.Dimensions)
            throw new ArgumentException($"Image {index} has {image.Length} levels; {shape} needs {shape.Dimensions}.");
        for (var channel = 0; channel < shape.Channels; channel++)
        {
            for (var y = 0; y < shape.Height * zoom; y++)
            {
                var from = (channel * shape.Height + y / zoom) * shape.Width;
                var to = ((top + y) * grid.Width + left) * shape.Channels + channel;
                for (var x = 0; x < shape.Width * zoom; x++)
                    grid.Pixels[to + x * shape.Channels] = Sample(image[from + x / zoom], shape.Levels, index);
            }
        }
    }

    // Diagonal stripes of two grays, which neither black nor white images have.
    static void HatchOne(RasterImage grid, ImageShape shape, int zoom, int left, int top, Func<int, int, bool> isHidden)
    {
        for (var pixel = 0; pixel < shape.Height * shape.Width; pixel++)
        {
            var (row, column) = (pixel / shape.Width, pixel % shape.Width);
            if (!isHidden(row, column)) continue;
            for (var y = row * zoom; y < (row + 1) * zoom; y++)
                for (var x = column * zoom; x < (column + 1) * zoom; x++)
                    grid.Pixels.AsSpan(((top + y) * grid.Width + left + x) * grid.Channels, grid.Channels).Fill((x + y) % 4 < 2 ? DarkStripe : LightStripe);
        }
    }

    static byte Sample(int level, int levels, int index) => level < levels
        ? Quantiser.Sample(level, levels)
        : throw new ArgumentException($"Image {index} holds level {level}; the shape allows 0 to {levels - 1}.");
}
