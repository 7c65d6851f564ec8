using System.Buffers.Binary;

namespace Pixel.Host.Imaging;

/// <summary>The IHDR chunk of a PNG file, checked (specification, 11.2.1).</summary>
sealed record PngHeader(int Width, int Height, int Depth, int ColourType, bool IsInterlaced)
{
    public const int Gray = 0, Rgb = 2, Palette = 3, GrayAlpha = 4, Rgba = 6;

    const int Bytes = 13;
    const long MostPixels = 1L << 28;

    /// <summary>Samples of a pixel in the file.</summary>
    public int Samples => ColourType switch { Rgb => 3, GrayAlpha => 2, Rgba => 4, _ => 1 };

    /// <summary>Channels of the decoded image: 1 or 3.</summary>
    public int Channels => ColourType is Gray or GrayAlpha ? 1 : 3;

    /// <summary>The distance in bytes that the row filters look back.</summary>
    public int FilterBytes => Math.Max(1, Samples * Depth / 8);

    /// <summary>Bytes of a row of <paramref name="width"/> pixels, without its filter type.</summary>
    public long RowBytes(int width) => ((long)width * Samples * Depth + 7) / 8;

    /// <summary>Parses and checks the data of an IHDR chunk which begins at <paramref name="offset"/>.</summary>
    public static PngHeader Parse(ReadOnlySpan<byte> data, string file, long offset)
    {
        if (data.Length != Bytes)
            throw new PngException(file, offset, $"the header has {data.Length} bytes; it must have {Bytes}.");
        var width = BinaryPrimitives.ReadUInt32BigEndian(data);
        var height = BinaryPrimitives.ReadUInt32BigEndian(data[4..]);
        if (width == 0 || height == 0 || width > int.MaxValue || height > int.MaxValue)
            throw new PngException(file, offset, $"the image is {width}×{height} pixels; each side must be 1 to {int.MaxValue}.");
        if ((long)width * height > MostPixels)
            throw new PngException(file, offset, $"the image is {width}×{height} pixels; at most {MostPixels} are read.");
        var (depth, colourType, interlace) = (data[8], data[9], data[12]);
        if (!IsLegal(colourType, depth))
            throw new PngException(file, offset + 8, $"colour type {colourType} with bit depth {depth} is not allowed in PNG.");
        if (data[10] != 0 || data[11] != 0 || interlace > 1)
            throw new PngException(file, offset + 10, $"compression {data[10]}, filter {data[11]}, interlace {interlace}: PNG has 0, 0, and 0 or 1.");
        return new PngHeader((int)width, (int)height, depth, colourType, interlace == 1);
    }

    static bool IsLegal(int colourType, int depth) => colourType switch
    {
        Gray => depth is 1 or 2 or 4 or 8 or 16,
        Palette => depth is 1 or 2 or 4 or 8,
        Rgb or GrayAlpha or Rgba => depth is 8 or 16,
        _ => false,
    };
}
