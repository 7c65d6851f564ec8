using Pixel.Host.Files;
using SkiaSharp;

namespace Pixel.Host.Imaging;

/// <summary>The size of an image as it is shown, and the channels it decodes to, from its file's header alone.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Channels">1 for a gray PNG, with alpha or without, and a JPEG of one component, else 3.</param>
public sealed record ImageInfo(int Width, int Height, int Channels);

/// <summary>An image file that cannot be read: of no format that is read, truncated, corrupt, or too large.</summary>
public sealed class ImageFileException : Exception
{
    /// <summary>Says what is wrong, where, and what to do.</summary>
    /// <param name="file">The file, as its reader was told.</param>
    /// <param name="where">The part of the file, <c>header</c> or <c>image data</c>, or a byte.</param>
    /// <param name="problem">What was found, what is allowed, and what to do.</param>
    public ImageFileException(string file, string where, string problem)
        : base($"{file}, {where}: {problem}") => (File, Where, Problem) = (file, where, problem);

    /// <summary>The file, as its reader was told.</summary>
    public string File { get; }

    /// <summary>The part of the file, <c>header</c> or <c>image data</c>, or a byte.</summary>
    public string Where { get; }

    /// <summary>What was found, what is allowed, and what to do, without the place.</summary>
    public string Problem { get; }
}

/// <summary>Reads image files as 8-bit gray or RGB: PNG, JPEG, WebP, BMP and GIF. The content tells the format, not the name.</summary>
/// <remarks>
/// Samples are the file's own: colour profiles and gamma are not looked at. Those of 16 bits are cut to their upper 8. Transparent pixels are
/// blended over white, sample by sample, and the alpha is gone. The orientation that EXIF gives a JPEG or WebP is applied. Of an animation the
/// first frame is read. A CMYK JPEG becomes RGB by the product of ink and black, as it has no levels of its own. Bytes after the image are ignored.
/// </remarks>
public static class ImageReader
{
    const int Opaque = 255;
    const long MostPixels = 1L << 28;
    const long MostFileBytes = 1L << 30;

    // DEFLATE makes at most 1032 bytes of one, each 8 pixels of a PNG in black and white; JPEG, GIF and BMP press pixels less. Small images are free.
    const long MostPixelsPerByte = 1032 * 8, FreePixels = 1L << 22;

    // Where IHDR, always the first chunk, has the colour type.
    const int PngColourType = 25;

    // Enough of a file for nearly every header.
    const int HeaderBytes = 1 << 16;

    /// <summary>Reads an image from a file.</summary>
    /// <param name="path">The file, at most 1 GiB; the image may have at most 2²⁸ pixels.</param>
    /// <param name="check">Sees the header before anything is decoded, and throws if it is not what the caller needs.</param>
    /// <exception cref="ImageFileException">The file is of no format that is read, truncated, corrupt or too large.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static RasterImage Load(string path, Action<ImageInfo>? check = null) => Decode(ReadFile(path), path, check);

    /// <summary>Reads the size and the channels of an image from the header of a file.</summary>
    /// <param name="path">The file, at most 1 GiB.</param>
    /// <exception cref="ImageFileException">The file is of no format that is read, its header is truncated or corrupt, or it is too large.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ImageInfo LoadInfo(string path)
    {
        var start = ReadFile(path, HeaderBytes);
        try
        {
            using var codec = Open(start, path, out var info);
            // The orientation of a WebP stands at its end.
            if (start.Length < HeaderBytes || codec.EncodedFormat != SKEncodedImageFormat.Webp) return info;
        }
        catch (ImageFileException) when (start.Length == HeaderBytes)
        {
            // A header with a large profile or thumbnail goes on.
        }

        using var whole = Open(ReadFile(path), path, out var told);
        return told;
    }

    /// <summary>Decodes an image in memory.</summary>
    /// <param name="file">The bytes of an image file.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="check">Sees the header before anything is decoded, and throws if it is not what the caller needs.</param>
    /// <exception cref="ImageFileException">The bytes are of no format that is read, truncated, corrupt, or the image has more than 2²⁸ pixels.</exception>
    public static RasterImage Decode(byte[] file, string name, Action<ImageInfo>? check = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        using var codec = Open(file, name, out var info);
        check?.Invoke(info);
        if ((long)info.Width * info.Height > Math.Max(FreePixels, file.Length * MostPixelsPerByte))
            throw new ImageFileException(name, "header", $"the image is {info.Width}×{info.Height} pixels, too many for a file of {file.Length} bytes: it is damaged, or all of one colour. Fetch or save it again.");
        // Without a colour space of the destination nothing is converted.
        var stored = new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        return codec.GetPixels(stored, out var rgba) switch
        {
            SKCodecResult.Success => Convert(rgba, stored, codec.EncodedOrigin, info),
            SKCodecResult.IncompleteInput => throw new ImageFileException(name, "image data", "they end before the image does: the file is truncated. Fetch or save it again."),
            _ => throw new ImageFileException(name, "image data", "they are corrupt or truncated. Fetch or save the file again."),
        };
    }

    static byte[] ReadFile(string path, int most = int.MaxValue)
    {
        using var stream = RegularFile.Open(path);
        if (stream.Length > MostFileBytes)
            throw new ImageFileException(path, $"byte {MostFileBytes}", $"the file has {stream.Length} bytes; at most {MostFileBytes} are read. Give a smaller one.");
        var file = new byte[Math.Min(stream.Length, most)];
        stream.ReadExactly(file);
        return file;
    }

    static SKCodec Open(byte[] file, string name, out ImageInfo info)
    {
        using var data = SKData.CreateCopy(file);
        var codec = SKCodec.Create(new SKMemoryStream(data), out var result);
        try
        {
            if (codec is null && result != SKCodecResult.Unimplemented)
                throw new ImageFileException(name, "header", "it is corrupt or truncated. Fetch or save the file again.");
            if (codec?.EncodedFormat is not (SKEncodedImageFormat.Png or SKEncodedImageFormat.Jpeg or SKEncodedImageFormat.Webp or SKEncodedImageFormat.Bmp or SKEncodedImageFormat.Gif))
                throw new ImageFileException(name, "header", $"this is no {ImageFiles.Formats} file. Convert it to one of these, or take it away.");
            var (width, height) = IsTurned(codec.EncodedOrigin) ? (codec.Info.Height, codec.Info.Width) : (codec.Info.Width, codec.Info.Height);
            if ((long)width * height > MostPixels)
                throw new ImageFileException(name, "header", $"the image is {width}×{height} pixels; at most {MostPixels} are read. Give a smaller one.");
            var isGray = codec.EncodedFormat == SKEncodedImageFormat.Png
                ? file[PngColourType] is PngWriter.Gray or PngWriter.GrayAlpha
                : codec.Info.ColorType == SKColorType.Gray8;
            info = new ImageInfo(width, height, isGray ? 1 : 3);
            return codec;
        }
        catch
        {
            codec?.Dispose();
            throw;
        }
    }

    static RasterImage Convert(byte[] rgba, SKImageInfo stored, SKEncodedOrigin origin, ImageInfo info)
    {
        var isTurned = IsTurned(origin);
        var fromRight = origin is SKEncodedOrigin.TopRight or SKEncodedOrigin.BottomRight or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom;
        var fromBottom = origin is SKEncodedOrigin.BottomRight or SKEncodedOrigin.BottomLeft or SKEncodedOrigin.RightTop or SKEncodedOrigin.RightBottom;
        var pixels = new byte[info.Width * info.Height * info.Channels];
        for (var i = 0; i < info.Width * info.Height; i++)
        {
            var (y, x) = Math.DivRem(i, info.Width);
            var (column, row) = isTurned ? (y, x) : (x, y);
            if (fromRight) column = stored.Width - 1 - column;
            if (fromBottom) row = stored.Height - 1 - row;
            var pixel = rgba.AsSpan(4 * (row * stored.Width + column), 4);
            for (var c = 0; c < info.Channels; c++)
                pixels[i * info.Channels + c] = OverWhite(pixel[c], pixel[3]);
        }

        return new RasterImage(info.Width, info.Height, info.Channels, pixels);
    }

    // Rows of the file are columns of the image.
    static bool IsTurned(SKEncodedOrigin origin) =>
        origin is SKEncodedOrigin.LeftTop or SKEncodedOrigin.RightTop or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom;

    static byte OverWhite(int sample, int alpha) => (byte)((sample * alpha + 255 * (Opaque - alpha) + 127) / 255);
}

/// <summary>Which files are images, by their names: these endings in any case, but no name that begins with a dot, which is hidden.</summary>
static class ImageFiles
{
    /// <summary>The formats that are read, for messages.</summary>
    public const string Formats = "PNG, JPEG, WebP, BMP or GIF";

    static readonly string[] Endings = [".png", ".jpg", ".jpeg", ".webp", ".bmp", ".gif"];

    /// <summary>The endings, for messages: <c>*.png, *.jpg …</c>.</summary>
    public static string Patterns { get; } = string.Join(", ", Endings.Select(ending => "*" + ending));

    /// <summary>Whether a path is that of an image.</summary>
    public static bool IsOne(string path) =>
        !Path.GetFileName(path).StartsWith('.') && Endings.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    /// <summary>The names of the images in a folder, in ordinal order.</summary>
    public static string[] NamesIn(string folder)
    {
        string[] names = [.. Directory.EnumerateFiles(folder).Where(IsOne).Select(file => Path.GetFileName(file))];
        Array.Sort(names, StringComparer.Ordinal);
        return names;
    }
}
