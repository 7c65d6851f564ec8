namespace Pixel.Host.Imaging;

/// <summary>An image of 8-bit samples, gray or RGB, in memory.</summary>
public sealed class RasterImage
{
    /// <summary>Wraps <paramref name="pixels"/> without copying them.</summary>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="channels">1 for gray or 3 for RGB.</param>
    /// <param name="pixels">width · height · channels samples, rows from the top, pixels from the left, channels interleaved.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size below 1, or channels other than 1 and 3.</exception>
    /// <exception cref="ArgumentException"><paramref name="pixels"/> has another length.</exception>
    public RasterImage(int width, int height, int channels, byte[] pixels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentNullException.ThrowIfNull(pixels);
        if (channels is not (1 or 3))
            throw new ArgumentOutOfRangeException(nameof(channels), channels, "A raster image has 1 channel (gray) or 3 (RGB).");
        if (pixels.Length != (long)width * height * channels)
        {
            throw new ArgumentException(
                $"{width}×{height} pixels of {channels} channels are {(long)width * height * channels} samples, not {pixels.Length}.", nameof(pixels));
        }

        (Width, Height, Channels, Pixels) = (width, height, channels, pixels);
    }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>1 for gray, 3 for RGB.</summary>
    public int Channels { get; }

    /// <summary>The samples: rows from the top, pixels from the left, channels interleaved.</summary>
    public byte[] Pixels { get; }

    /// <summary>This image in gray (Rec. 601 luma) or RGB (gray repeated); itself if it has those channels already.</summary>
    /// <param name="channels">1 or 3.</param>
    /// <exception cref="ArgumentOutOfRangeException">Channels other than 1 and 3.</exception>
    public RasterImage WithChannels(int channels)
    {
        if (channels == Channels)
            return this;
        var count = Width * Height;
        var pixels = new byte[count * channels];
        if (channels == 1)
        {
            for (var i = 0; i < count; i++)
                pixels[i] = Luma(Pixels[3 * i], Pixels[3 * i + 1], Pixels[3 * i + 2]);
        }
        else
        {
            for (var i = 0; i < pixels.Length; i++)
                pixels[i] = Pixels[i / channels];
        }

        return new RasterImage(Width, Height, channels, pixels);
    }

    // Integer weights: the same gray on every machine.
    static byte Luma(int red, int green, int blue) => (byte)((299 * red + 587 * green + 114 * blue + 500) / 1000);
}
