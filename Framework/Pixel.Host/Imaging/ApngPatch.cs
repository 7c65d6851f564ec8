namespace Pixel.Host.Imaging;

/// <summary>What turns one frame into the next: the rectangle around all changes; in it, pixels that stay are transparent.</summary>
/// <param name="Left">The first column.</param>
/// <param name="Top">The first row.</param>
/// <param name="Width">Columns, at least 1.</param>
/// <param name="Height">Rows, at least 1.</param>
/// <param name="Pixels">The rectangle's rows, each pixel followed by its alpha: 255, or 0 with zeros where nothing changes.</param>
sealed record ApngPatch(int Left, int Top, int Width, int Height, byte[] Pixels)
{
    /// <summary>The whole of an image.</summary>
    public static ApngPatch Of(RasterImage image) => Copy(image, (0, 0, image.Width, image.Height), (_, _) => true);

    /// <summary>The difference of two images of the same size; one transparent pixel where there is none.</summary>
    public static ApngPatch Between(RasterImage before, RasterImage after)
    {
        var (left, top, right, bottom) = (after.Width, after.Height, 0, 0);
        var rowBytes = after.Width * after.Channels;
        for (var y = 0; y < after.Height; y++)
        {
            var old = before.Pixels.AsSpan(y * rowBytes, rowBytes);
            var row = after.Pixels.AsSpan(y * rowBytes, rowBytes);
            var first = old.CommonPrefixLength(row);
            if (first == rowBytes) continue;
            var last = rowBytes - 1;
            while (old[last] == row[last]) last--;
            (left, right) = (Math.Min(left, first / after.Channels), Math.Max(right, last / after.Channels + 1));
            (top, bottom) = (Math.Min(top, y), y + 1);
        }

        return Copy(after, bottom == 0 ? (0, 0, 1, 1) : (left, top, right - left, bottom - top),
            (from, count) => !before.Pixels.AsSpan(from, count).SequenceEqual(after.Pixels.AsSpan(from, count)));
    }

    static ApngPatch Copy(RasterImage image, (int Left, int Top, int Width, int Height) area, Func<int, int, bool> isShown)
    {
        var channels = image.Channels;
        var pixels = new byte[area.Width * area.Height * (channels + 1)];
        for (var i = 0; i < area.Width * area.Height; i++)
        {
            var from = ((area.Top + i / area.Width) * image.Width + area.Left + i % area.Width) * channels;
            if (!isShown(from, channels)) continue;
            var to = pixels.AsSpan(i * (channels + 1), channels + 1);
            image.Pixels.AsSpan(from, channels).CopyTo(to);
            to[channels] = byte.MaxValue;
        }

        return new ApngPatch(area.Left, area.Top, area.Width, area.Height, pixels);
    }
}
