using System.Buffers.Binary;
using Pixel.Host.Storage;

namespace Pixel.Host.Imaging;

/// <summary>Writes animated PNG files (PNG specification, third edition), 8-bit gray or RGB with alpha, played over and over.</summary>
/// <remarks>
/// The still image is not part of the animation: it is what a viewer shows that does not know animations.
/// The first frame is whole; each other frame holds only what differs from the one before it.
/// </remarks>
public static class ApngWriter
{
    // fcTL: the next frame is drawn on top of this one; a patch replaces what is there, or only where it is not transparent.
    const byte LeaveInPlace = 0, Replace = 0, DrawOver = 1;

    /// <summary>Writes an animation to a file, replacing it at once or not at all.</summary>
    /// <param name="path">The file; its folder is created if it is missing.</param>
    /// <param name="still">What is shown where animations are not known.</param>
    /// <param name="delays">How long each frame stays, in milliseconds, 0 to 65535; as many as there are frames, at least one.</param>
    /// <param name="frame">Gives a frame, an image of the size and channels of <paramref name="still"/>; asked for in order, each once.</param>
    /// <param name="texts">Keywords (1 to 79 printable ASCII characters) and their texts, written in this order.</param>
    /// <exception cref="ArgumentException">No frame, a frame of another size, a delay out of range, or an illegal keyword or text.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(
        string path, RasterImage still, IReadOnlyList<int> delays, Func<int, RasterImage> frame, IEnumerable<KeyValuePair<string, string>>? texts = null) =>
        AtomicFile.Write(path, stream => Write(stream, still, delays, frame, texts));

    /// <summary>Writes an animation into a stream, which stays open.</summary>
    /// <param name="stream">Where to write.</param>
    /// <param name="still">What is shown where animations are not known.</param>
    /// <param name="delays">How long each frame stays, in milliseconds, 0 to 65535; as many as there are frames, at least one.</param>
    /// <param name="frame">Gives a frame, an image of the size and channels of <paramref name="still"/>; asked for in order, each once.</param>
    /// <param name="texts">Keywords (1 to 79 printable ASCII characters) and their texts, written in this order.</param>
    /// <exception cref="ArgumentException">No frame, a frame of another size, a delay out of range, or an illegal keyword or text.</exception>
    public static void Write(
        Stream stream, RasterImage still, IReadOnlyList<int> delays, Func<int, RasterImage> frame, IEnumerable<KeyValuePair<string, string>>? texts = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(still);
        ArgumentNullException.ThrowIfNull(delays);
        ArgumentNullException.ThrowIfNull(frame);
        if (delays.Count == 0 || delays.Any(delay => delay is < 0 or > ushort.MaxValue))
            throw new ArgumentException($"An animation needs at least one frame, and delays of 0 to {ushort.MaxValue} ms.", nameof(delays));

        var pixelBytes = still.Channels + 1;
        PngWriter.WriteStart(stream, still.Width, still.Height, still.Channels == 1 ? PngWriter.GrayAlpha : PngWriter.Rgba, texts);
        var control = new byte[8]; // the number of frames, and of plays: 0 for no end
        BinaryPrimitives.WriteInt32BigEndian(control, delays.Count);
        PngWriter.WriteChunk(stream, "acTL"u8, control);
        var data = new MemoryStream();
        PngWriter.Compress(data, ApngPatch.Of(still).Pixels, still.Width * pixelBytes, pixelBytes);
        PngWriter.WriteChunk(stream, "IDAT"u8, PngWriter.Written(data));

        RasterImage? before = null;
        for (var i = 0; i < delays.Count; i++)
        {
            var after = frame(i);
            if ((after.Width, after.Height, after.Channels) != (still.Width, still.Height, still.Channels))
                throw new ArgumentException($"Frame {i} is of another size than the still image, or has other channels.", nameof(frame));
            var patch = before is null ? ApngPatch.Of(after) : ApngPatch.Between(before, after);
            // Both chunks of a frame count: 0, 1, 2 …
            PngWriter.WriteChunk(stream, "fcTL"u8, FrameControl(2 * i, patch, delays[i], before is null ? Replace : DrawOver));
            data.SetLength(0);
            data.Write(Number(2 * i + 1));
            PngWriter.Compress(data, patch.Pixels, patch.Width * pixelBytes, pixelBytes);
            PngWriter.WriteChunk(stream, "fdAT"u8, PngWriter.Written(data));
            before = after;
        }

        PngWriter.WriteChunk(stream, "IEND"u8, []);
    }

    static byte[] FrameControl(int sequence, ApngPatch patch, int milliseconds, byte blend)
    {
        ReadOnlySpan<int> numbers = [sequence, patch.Width, patch.Height, patch.Left, patch.Top];
        var control = new byte[26];
        for (var i = 0; i < numbers.Length; i++) BinaryPrimitives.WriteInt32BigEndian(control.AsSpan(4 * i), numbers[i]);
        BinaryPrimitives.WriteUInt16BigEndian(control.AsSpan(20), (ushort)milliseconds);
        BinaryPrimitives.WriteUInt16BigEndian(control.AsSpan(22), 1000); // the delay is a fraction of a second
        (control[24], control[25]) = (LeaveInPlace, blend);
        return control;
    }

    static byte[] Number(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }
}

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
