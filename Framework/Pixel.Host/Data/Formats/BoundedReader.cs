using System.Buffers.Binary;
using System.IO.Compression;
using Pixel.Host.Files;

namespace Pixel.Host.Data.Formats;

/// <summary>Reads a data file, gzipped or not, which its content tells and not its name, so that a corrupt file is always a <see cref="DataFormatException"/>.</summary>
sealed class BoundedReader : IDisposable
{
    // DEFLATE makes at most 1032 bytes of one: a match of 258 bytes may cost no more than two bits.
    const int LargestRatio = 1032;

    readonly Stream _stream;
    readonly long _mostBytes;

    /// <summary>Opens <paramref name="file"/>.</summary>
    public BoundedReader(string file)
    {
        File = file;
        if (GzipFile.IsOne(file))
        {
            var gzip = new GzipFile(file);
            (_stream, _mostBytes) = (gzip, gzip.CompressedLength * LargestRatio);
        }
        else
        {
            _stream = RegularFile.Open(file);
            _mostBytes = _stream.Length;
        }
    }

    /// <summary>The file, for messages.</summary>
    public string File { get; }

    /// <summary>Bytes read so far, uncompressed.</summary>
    public long Position { get; private set; }

    /// <summary>Reads some bytes; 0 at the end.</summary>
    public int Read(Span<byte> buffer)
    {
        var read = _stream.Read(buffer);
        Position += read;
        return read;
    }

    /// <summary>Fills <paramref name="buffer"/> with <paramref name="what"/>.</summary>
    public void ReadExactly(Span<byte> buffer, string what)
    {
        var start = Position;
        var filled = 0;
        while (filled < buffer.Length)
        {
            var read = Read(buffer[filled..]);
            if (read == 0)
                throw new DataFormatException(File, $"byte {Position}", $"the file ends here; {what} ({buffer.Length} bytes from byte {start}) should follow.");
            filled += read;
        }
    }

    /// <summary>Makes room for <paramref name="bytes"/> bytes of <paramref name="what"/>, once the file is known to be long enough for them.</summary>
    public byte[] Allocate(long bytes, string what)
    {
        if (bytes > Math.Min(_mostBytes - Position, Array.MaxLength))
            throw new DataFormatException(File, $"byte {Position}", $"{what} should follow, {bytes} bytes; the file is too short for them.");
        return new byte[bytes];
    }

    /// <summary>Checks that nothing follows; this also makes gzip compare its checksum.</summary>
    public void ExpectEnd(string what)
    {
        if (Read(stackalloc byte[1]) != 0)
            throw new DataFormatException(File, $"byte {Position - 1}", $"the file should end here, after {what}, but goes on.");
    }

    /// <inheritdoc />
    public void Dispose() => _stream.Dispose();
}

/// <summary>The uncompressed bytes of a gzip file, from its beginning to its end.</summary>
/// <remarks>
/// <see cref="GZipStream"/> takes the end of a truncated file for the end of its data. Here the data must have the length that the file's last
/// four bytes state; zlib compares the checksum when it comes to the end. Either failure is a <see cref="DataFormatException"/>.
/// </remarks>
sealed class GzipFile : Stream
{
    // A header of ten bytes and a trailer of eight, and between them at least an empty block.
    const int LeastBytes = 20;

    readonly string _file;
    readonly GZipStream _stream;
    readonly uint _statedLength;
    long _position;

    /// <summary>Whether a file begins as gzip files do, or ends too early to tell and has their name.</summary>
    public static bool IsOne(string file)
    {
        using var stream = RegularFile.Open(file);
        Span<byte> start = stackalloc byte[2];
        return stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length
            ? start is [0x1F, 0x8B]
            : file.EndsWith(".gz", StringComparison.Ordinal);
    }

    /// <summary>Opens <paramref name="file"/>.</summary>
    public GzipFile(string file)
    {
        _file = file;
        var compressed = RegularFile.Open(file);
        _stream = new GZipStream(compressed, CompressionMode.Decompress);
        CompressedLength = compressed.Length;
        if (CompressedLength < LeastBytes)
            return;
        Span<byte> trailer = stackalloc byte[4];
        compressed.Seek(-trailer.Length, SeekOrigin.End);
        compressed.ReadExactly(trailer);
        compressed.Seek(0, SeekOrigin.Begin);
        _statedLength = BinaryPrimitives.ReadUInt32LittleEndian(trailer);
    }

    /// <summary>Bytes of the file itself.</summary>
    public long CompressedLength { get; }

    /// <inheritdoc />
    public override int Read(Span<byte> buffer)
    {
        if (CompressedLength < LeastBytes)
            throw Wrong($"the file has {CompressedLength} bytes, too few for a gzip file");
        int read;
        try
        {
            read = _stream.Read(buffer);
        }
        catch (InvalidDataException e)
        {
            throw Wrong("the gzip data are corrupt", e);
        }

        _position += read;
        if (read == 0 && buffer.Length > 0 && (uint)_position != _statedLength)
            throw Wrong("the gzip data end here, before the length that the file states");
        return read;
    }

    DataFormatException Wrong(string problem, Exception? inner = null) => new(_file, $"after byte {_position}", $"{problem}; fetch the file again.", inner);

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc />
    public override bool CanRead => true;

    /// <inheritdoc />
    public override bool CanSeek => false;

    /// <inheritdoc />
    public override bool CanWrite => false;

    /// <inheritdoc />
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc />
    public override void Flush()
    {
    }

    /// <inheritdoc />
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _stream.Dispose();
        base.Dispose(disposing);
    }
}
