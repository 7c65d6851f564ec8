using System.Buffers.Binary;
using System.Text;

namespace Pixel.Host.Data.Formats;

/// <summary>Where a member of a zip file lies: for .npz files, whose stored members are then read in place.</summary>
/// <param name="Method">0 for stored, 8 for deflated.</param>
/// <param name="Crc">The CRC-32 of the member.</param>
/// <param name="CompressedLength">Its bytes in the file.</param>
/// <param name="Length">Its bytes.</param>
/// <param name="Offset">Where they begin.</param>
sealed record ZipMember(int Method, uint Crc, long CompressedLength, long Length, long Offset)
{
    const uint EndSignature = 0x06054b50, EntrySignature = 0x02014b50, LocalSignature = 0x04034b50;
    const int EndBytes = 22, EntryBytes = 46, LocalBytes = 30, MostComment = ushort.MaxValue, MostDirectory = 1 << 20;

    /// <summary>Finds a member.</summary>
    /// <exception cref="DataFormatException">The file is no sound zip file, or has no such member.</exception>
    public static ZipMember Find(string file, FileStream stream, string name)
    {
        var entries = ReadDirectory(file, stream, out var at);
        while (entries.Length >= EntryBytes && BinaryPrimitives.ReadUInt32LittleEndian(entries) == EntrySignature)
        {
            var nameLength = BinaryPrimitives.ReadUInt16LittleEndian(entries[28..]);
            var length = EntryBytes + nameLength + BinaryPrimitives.ReadUInt16LittleEndian(entries[30..]) + BinaryPrimitives.ReadUInt16LittleEndian(entries[32..]);
            if (length > entries.Length) break;
            if (Encoding.UTF8.GetString(entries.Slice(EntryBytes, nameLength)) == name) return Locate(file, stream, entries, at);
            entries = entries[length..];
            at += length;
        }

        throw new DataFormatException(file, $"byte {at}", $"the zip directory ends here without a member '{name}', so this is no batch of the set.");
    }

    static ReadOnlySpan<byte> ReadDirectory(string file, FileStream stream, out long offset)
    {
        var tail = new byte[Math.Min(stream.Length, EndBytes + MostComment)];
        Read(file, stream, stream.Length - tail.Length, tail);
        var end = tail.AsSpan();
        for (var at = tail.Length - EndBytes; at >= 0; at--)
        {
            end = tail.AsSpan(at);
            if (BinaryPrimitives.ReadUInt32LittleEndian(end) != EndSignature || BinaryPrimitives.ReadUInt16LittleEndian(end[20..]) != end.Length - EndBytes) continue;
            var (length, start) = (BinaryPrimitives.ReadUInt32LittleEndian(end[12..]), BinaryPrimitives.ReadUInt32LittleEndian(end[16..]));
            if (length > MostDirectory || start + (long)length > stream.Length)
                throw new DataFormatException(file, $"byte {stream.Length - end.Length}", $"the zip directory should be {length} bytes from byte {start}; the file has {stream.Length} bytes, and directories of more than {MostDirectory} are not read.");
            var directory = new byte[length];
            Read(file, stream, offset = start, directory);
            return directory;
        }

        throw new DataFormatException(file, $"byte {stream.Length}", "the file does not end as a zip file does; .npz files are zip files. Fetch it again.");
    }

    static ZipMember Locate(string file, FileStream stream, ReadOnlySpan<byte> entry, long at)
    {
        var method = BinaryPrimitives.ReadUInt16LittleEndian(entry[10..]);
        long compressed = BinaryPrimitives.ReadUInt32LittleEndian(entry[20..]), length = BinaryPrimitives.ReadUInt32LittleEndian(entry[24..]);
        long start = BinaryPrimitives.ReadUInt32LittleEndian(entry[42..]);
        var local = new byte[LocalBytes];
        Read(file, stream, start, local);
        if (BinaryPrimitives.ReadUInt32LittleEndian(local) != LocalSignature)
            throw new DataFormatException(file, $"byte {start}", "the zip directory points here, but no member begins here.");
        var offset = start + LocalBytes + BinaryPrimitives.ReadUInt16LittleEndian(local.AsSpan(26)) + BinaryPrimitives.ReadUInt16LittleEndian(local.AsSpan(28));
        if (method is not (0 or 8))
            throw new DataFormatException(file, $"byte {at + 10}", $"the member is compressed by method {method}; stored (0) and deflated (8) can be read.");
        if (offset + compressed > stream.Length || (method == 0 && compressed != length))
            throw new DataFormatException(file, $"byte {at + 20}", $"the member should be {length} bytes, in {compressed} from byte {offset} on; the file has {stream.Length} bytes.");
        return new ZipMember(method, BinaryPrimitives.ReadUInt32LittleEndian(entry[16..]), compressed, length, offset);
    }

    static void Read(string file, FileStream stream, long offset, Span<byte> buffer)
    {
        if (RandomAccess.Read(stream.SafeFileHandle, buffer, offset) < buffer.Length)
            throw new DataFormatException(file, $"byte {stream.Length}", $"the file ends here; {buffer.Length} bytes should follow byte {offset}.");
    }
}
