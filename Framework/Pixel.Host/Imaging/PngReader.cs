namespace Pixel.Host.Imaging;

/// <summary>Reads PNG files: every colour type, bit depth and interlacing of the specification, as 8-bit gray or RGB.</summary>
/// <remarks>
/// Samples are scaled to 8 bits, rounded to the nearest. Transparent pixels are blended over white, sample by sample, and the alpha is gone.
/// Colour spaces and gamma are not looked at. Every checksum is checked. Bytes after the end chunk are ignored.
/// </remarks>
public static class PngReader
{
    const long MostFileBytes = 1L << 30;

    /// <summary>Reads an image from a file.</summary>
    /// <param name="path">The file, at most 1 GiB; the image may have at most 2²⁸ pixels.</param>
    /// <exception cref="PngException">The file is no PNG, truncated, corrupt or too large.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static RasterImage Load(string path) => Decode(ReadFile(path), path);

    /// <summary>Reads the size and the channels of an image from the header of a file.</summary>
    /// <param name="path">The file, at most 1 GiB.</param>
    /// <exception cref="PngException">The file is no PNG, or its header is corrupt.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static PngInfo LoadInfo(string path)
    {
        using var stream = File.OpenRead(path);
        // The signature and IHDR, which comes first, with its length, type and checksum.
        var start = new byte[8 + 12 + 13];
        var read = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        var header = PngChunks.Read(start[..read], path, headerOnly: true).Header;
        return new PngInfo(header.Width, header.Height, header.Channels);
    }

    /// <summary>Decodes an image in memory.</summary>
    /// <param name="file">The bytes of a PNG file.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="PngException">The bytes are no PNG, truncated, corrupt, or the image has more than 2²⁸ pixels.</exception>
    public static RasterImage Decode(byte[] file, string name)
    {
        ArgumentNullException.ThrowIfNull(file);
        return new PngDecoder(PngChunks.Read(file, name, headerOnly: false), name).Decode();
    }

    static byte[] ReadFile(string path)
    {
        using var stream = File.OpenRead(path);
        if (stream.Length > MostFileBytes)
            throw new PngException(path, MostFileBytes, $"the file has {stream.Length} bytes; at most {MostFileBytes} are read.");
        var file = new byte[stream.Length];
        stream.ReadExactly(file);
        return file;
    }
}
