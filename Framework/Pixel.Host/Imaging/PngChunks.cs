using System.Buffers.Binary;
using System.Text;

namespace Pixel.Host.Imaging;

/// <summary>Walks through the chunks of a PNG file in memory, checking lengths, checksums and order.</summary>
sealed class PngChunks
{
    // The length and type before a chunk's data, and the checksum after them.
    const int HeadBytes = 8;
    const int FrameBytes = HeadBytes + 4;

    readonly byte[] _file;
    readonly string _name;
    bool _ended;

    PngChunks(byte[] file, string name) => (_file, _name) = (file, name);

    /// <summary>What IHDR says.</summary>
    public PngHeader Header { get; private set; } = null!;

    /// <summary>The colours of PLTE, three bytes each; empty without one.</summary>
    public ReadOnlyMemory<byte> Palette { get; private set; }

    /// <summary>The data of tRNS; empty without one.</summary>
    public ReadOnlyMemory<byte> Transparency { get; private set; }

    /// <summary>The data of all IDAT chunks, one after the other.</summary>
    public MemoryStream Data { get; } = new();

    /// <summary>Where the data of the first IDAT begin, for messages.</summary>
    public long DataOffset { get; private set; }

    /// <summary>Reads the chunks up to IEND; with <paramref name="headerOnly"/> only the first.</summary>
    public static PngChunks Read(byte[] file, string name, bool headerOnly)
    {
        var chunks = new PngChunks(file, name);
        if (!file.AsSpan().StartsWith(PngWriter.Signature))
            throw new PngException(name, 0, "this is not a PNG file: it does not begin with the PNG signature.");
        var offset = PngWriter.Signature.Length;
        var previous = "";
        do
        {
            previous = chunks.TakeOne(ref offset, previous);
        }
        while (!chunks._ended && !headerOnly);

        return chunks;
    }

    string TakeOne(ref int offset, string previous)
    {
        if (_file.Length - offset < FrameBytes)
            throw new PngException(_name, offset, $"the file ends here; {(previous.Length == 0 ? "IHDR" : "a chunk")} should follow{(previous.Length == 0 ? "" : ", IEND at the last")}.");
        var length = BinaryPrimitives.ReadUInt32BigEndian(_file.AsSpan(offset));
        if (length > _file.Length - offset - FrameBytes)
            throw new PngException(_name, offset, $"a chunk of {length} bytes begins here; only {_file.Length - offset - FrameBytes} follow, so the file is truncated or corrupt.");
        var type = Encoding.Latin1.GetString(_file, offset + 4, 4);
        var data = _file.AsMemory(offset + HeadBytes, (int)length);
        var stated = BinaryPrimitives.ReadUInt32BigEndian(_file.AsSpan(offset + HeadBytes + data.Length));
        var actual = Crc32.Of(_file.AsSpan(offset + 4, 4 + data.Length));
        if (stated != actual)
            throw new PngException(_name, offset, $"the checksum of the chunk '{type}' is {actual:X8}, not {stated:X8} as stated: the file is corrupt.");
        Take(type, data, offset + HeadBytes, previous);
        offset += FrameBytes + data.Length;
        return type;
    }

    void Take(string type, ReadOnlyMemory<byte> data, int offset, string previous)
    {
        if ((type == "IHDR") != (previous.Length == 0))
            throw new PngException(_name, offset - 4, $"the chunk '{type}' follows {(previous.Length == 0 ? "the signature" : previous)}; IHDR must be the first, and be there once.");
        switch (type)
        {
            case "IHDR":
                Header = PngHeader.Parse(data.Span, _name, offset);
                break;
            case "PLTE":
                if (DataOffset != 0 || !Palette.IsEmpty)
                    throw new PngException(_name, offset, "the palette must come once, before the image data.");
                if (data.Length is 0 or > 3 * 256 || data.Length % 3 != 0)
                    throw new PngException(_name, offset, $"the palette has {data.Length} bytes; 3 for each of 1 to 256 colours are allowed.");
                Palette = data;
                break;
            case "tRNS":
                if (DataOffset != 0)
                    throw new PngException(_name, offset, "the transparency must come before the image data.");
                Transparency = CheckTransparency(data, offset);
                break;
            case "IDAT":
                if (DataOffset != 0 && previous != "IDAT")
                    throw new PngException(_name, offset, $"the image data go on after {previous}; their chunks must follow each other.");
                if (Header.ColourType == PngHeader.Palette && Palette.IsEmpty)
                    throw new PngException(_name, offset, "an image with a palette needs PLTE before its data.");
                DataOffset = DataOffset == 0 ? offset : DataOffset;
                Data.Write(data.Span);
                break;
            case "IEND":
                if (DataOffset == 0)
                    throw new PngException(_name, offset, "the file ends without image data.");
                _ended = true;
                break;
            default:
                // A capital first letter means that the image cannot be shown without knowing the chunk.
                if (char.IsAsciiLetterUpper(type[0]))
                    throw new PngException(_name, offset - 4, $"the critical chunk '{type}' is not known; this is not a plain PNG file.");
                break;
        }
    }

    ReadOnlyMemory<byte> CheckTransparency(ReadOnlyMemory<byte> data, int offset)
    {
        var isLegal = Header.ColourType switch
        {
            PngHeader.Gray => data.Length == 2,
            PngHeader.Rgb => data.Length == 6,
            PngHeader.Palette => data.Length <= Palette.Length / 3,
            _ => false,
        };
        return isLegal ? data : throw new PngException(_name, offset, $"a transparency of {data.Length} bytes does not fit colour type {Header.ColourType}.");
    }
}
