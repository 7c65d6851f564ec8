using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;
using Pixel.Host.Storage;

namespace Pixel.Host.Imaging;

/// <summary>Writes PNG files: 8-bit gray or RGB, not interlaced.</summary>
/// <remarks>The same image and texts give the same bytes: no time stamp is written, and the row filters are chosen by a fixed rule.</remarks>
public static class PngWriter
{
    /// <summary>Colour types.</summary>
    internal const byte Gray = 0, Rgb = 2, GrayAlpha = 4, Rgba = 6;

    // The eight bytes that every PNG file begins with.
    static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Writes <paramref name="image"/> to a file, replacing it at once or not at all.</summary>
    /// <param name="path">The file; its folder is created if it is missing.</param>
    /// <param name="image">The image.</param>
    /// <param name="texts">Keywords (1 to 79 printable ASCII characters) and their texts, written in this order.</param>
    /// <exception cref="ArgumentException">A keyword is empty, too long or not printable ASCII, or a text holds a NUL.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(string path, RasterImage image, IEnumerable<KeyValuePair<string, string>>? texts = null) =>
        AtomicFile.Write(path, stream => Write(stream, image, texts));

    /// <summary>Writes <paramref name="image"/> into a stream, which stays open.</summary>
    /// <param name="stream">Where to write.</param>
    /// <param name="image">The image.</param>
    /// <param name="texts">Keywords (1 to 79 printable ASCII characters) and their texts, written in this order.</param>
    /// <exception cref="ArgumentException">A keyword is empty, too long or not printable ASCII, or a text holds a NUL.</exception>
    public static void Write(Stream stream, RasterImage image, IEnumerable<KeyValuePair<string, string>>? texts = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(image);
        WriteStart(stream, image.Width, image.Height, image.Channels == 1 ? Gray : Rgb, texts);
        var compressed = new MemoryStream();
        Compress(compressed, image.Pixels, image.Width * image.Channels, image.Channels);
        WriteChunk(stream, "IDAT"u8, Written(compressed));
        WriteChunk(stream, "IEND"u8, []);
    }

    /// <summary>Writes what stands before the image data: the signature, the header and the texts.</summary>
    internal static void WriteStart(Stream stream, int width, int height, byte colourType, IEnumerable<KeyValuePair<string, string>>? texts)
    {
        // Bit depth 8; the only compression and filter methods; not interlaced.
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;
        header[9] = colourType;
        stream.Write(Signature);
        WriteChunk(stream, "IHDR"u8, header);
        foreach (var (keyword, text) in texts ?? [])
            WriteText(stream, keyword, text);
    }

    /// <summary>Filters and compresses rows of pixels, as they stand in IDAT.</summary>
    internal static void Compress(Stream compressed, ReadOnlySpan<byte> pixels, int rowBytes, int pixelBytes)
    {
        var above = new byte[rowBytes];
        var candidate = new byte[rowBytes + 1];
        var best = new byte[rowBytes + 1];
        using var zlib = new ZLibStream(compressed, CompressionLevel.Optimal, leaveOpen: true);
        for (; !pixels.IsEmpty; pixels = pixels[rowBytes..])
        {
            var row = pixels[..rowBytes];
            // Most rows of a frame that differs little from the one before it.
            if (row.ContainsAnyExcept((byte)0)) PngFilter.Choose(row, above, pixelBytes, ref best, ref candidate);
            else Array.Clear(best);
            zlib.Write(best);
            row.CopyTo(above);
        }
    }

    /// <summary>Writes a chunk with its length and checksum.</summary>
    internal static void WriteChunk(Stream stream, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        stream.Write(number);
        stream.Write(type);
        stream.Write(data);
        var checksum = new Crc32();
        checksum.Append(type);
        checksum.Append(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, checksum.GetCurrentHashAsUInt32());
        stream.Write(number);
    }

    /// <summary>What was written into a stream in memory.</summary>
    internal static ReadOnlySpan<byte> Written(MemoryStream stream) => stream.GetBuffer().AsSpan(0, (int)stream.Length);

    static void WriteText(Stream stream, string keyword, string text)
    {
        if (keyword.Length is 0 or > 79 || keyword.Any(c => c is < ' ' or > '~') || keyword.Trim() != keyword)
            throw new ArgumentException($"The PNG keyword '{keyword}' must be 1 to 79 printable ASCII characters, with no space at either end.");
        if (text.Contains('\0'))
            throw new ArgumentException($"The PNG text of '{keyword}' holds a NUL character, which ends a text.");

        // tEXt is Latin-1, and ASCII is safe in it; anything else goes into iTXt, which is UTF-8.
        if (text.All(char.IsAscii))
            WriteChunk(stream, "tEXt"u8, Encoding.ASCII.GetBytes($"{keyword}\0{text}"));
        else
            WriteChunk(stream, "iTXt"u8, Encoding.UTF8.GetBytes($"{keyword}\0\0\0\0\0{text}"));
    }
}

/// <summary>The five row filters of PNG (specification, section 9): none, sub, up, average, Paeth.</summary>
static class PngFilter
{
    const int Count = 5;

    /// <summary>Filters a row in each way and leaves in <paramref name="best"/> the filter's type and the result that promises to be smallest.</summary>
    /// <param name="row">The row.</param>
    /// <param name="above">The row above, unfiltered, or zeros.</param>
    /// <param name="pixelBytes">Bytes of a pixel.</param>
    /// <param name="best">Takes the result, a byte longer than the row.</param>
    /// <param name="candidate">As long; the two may be exchanged.</param>
    public static void Choose(ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, int pixelBytes, ref byte[] best, ref byte[] candidate)
    {
        // The usual heuristic (PNG specification, 12.8): the smallest sum of absolute differences.
        var bestCost = long.MaxValue;
        for (var type = 0; type < Count; type++)
        {
            candidate[0] = (byte)type;
            Apply(type, row, above, candidate.AsSpan(1), pixelBytes);
            var cost = 0L;
            foreach (var value in candidate.AsSpan(1))
                cost += Math.Abs((int)(sbyte)value);
            if (cost >= bestCost)
                continue;
            bestCost = cost;
            (best, candidate) = (candidate, best);
        }
    }

    static void Apply(int type, ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, Span<byte> filtered, int pixelBytes)
    {
        for (var i = 0; i < row.Length; i++)
        {
            var left = i < pixelBytes ? 0 : row[i - pixelBytes];
            var aboveLeft = i < pixelBytes ? 0 : above[i - pixelBytes];
            filtered[i] = (byte)(row[i] - Predict(type, left, above[i], aboveLeft));
        }
    }

    static int Predict(int type, int left, int above, int aboveLeft) => type switch
    {
        1 => left,
        2 => above,
        3 => (left + above) / 2,
        4 => Paeth(left, above, aboveLeft),
        _ => 0,
    };

    static int Paeth(int left, int above, int aboveLeft)
    {
        var estimate = left + above - aboveLeft;
        var (toLeft, toAbove, toAboveLeft) = (Math.Abs(estimate - left), Math.Abs(estimate - above), Math.Abs(estimate - aboveLeft));
        if (toLeft <= toAbove && toLeft <= toAboveLeft)
            return left;
        return toAbove <= toAboveLeft ? above : aboveLeft;
    }
}
