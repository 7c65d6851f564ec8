namespace Pixel.Host.Data.Formats;

/// <summary>Reads a data file, gzipped (<c>.gz</c>) or not, so that a corrupt file is always a <see cref="DataFormatException"/>.</summary>
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
        if (file.EndsWith(".gz", StringComparison.Ordinal))
        {
            var gzip = new GzipFile(file);
            (_stream, _mostBytes) = (gzip, gzip.CompressedLength * LargestRatio);
        }
        else
        {
            _stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
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
