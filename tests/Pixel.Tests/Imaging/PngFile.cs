using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Pixel.Tests.Imaging;

/// <summary>PNG files made chunk by chunk, with no code of the writer.</summary>
static class PngFile
{
    static readonly byte[] Signature = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    public static byte[] Of(params (string Type, byte[] Data)[] chunks) => [.. Signature, .. chunks.SelectMany(chunk => Chunk(chunk.Type, chunk.Data))];

    /// <summary>A file with more chunks behind its header.</summary>
    public static byte[] With(byte[] file, params (string Type, byte[] Data)[] chunks) =>
        [.. file[..33], .. chunks.SelectMany(chunk => Chunk(chunk.Type, chunk.Data)), .. file[33..]];

    public static (string, byte[]) Header(int width, int height, byte depth, byte colourType, byte interlace = 0) =>
        ("IHDR", [.. BigEndian(width), .. BigEndian(height), depth, colourType, 0, 0, interlace]);

    public static byte[] BigEndian(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    public static byte[] Deflate(byte[] data)
    {
        using var stream = new MemoryStream();
        using (var zlib = new ZLibStream(stream, CompressionLevel.Optimal))
            zlib.Write(data);
        return stream.ToArray();
    }

    /// <summary>Makes the checksums of all whole chunks right.</summary>
    public static void RepairChecksums(byte[] file)
    {
        for (var at = 8L; at + 12 <= file.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan((int)at));
            if (at + 12 + length > file.Length)
                return;
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan((int)(at + 8 + length)), Checksum(file.AsSpan((int)at + 4, 4 + (int)length)));
            at += 12 + length;
        }
    }

    // Bit by bit, as the PNG specification defines it, and unlike the library under test.
    public static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1;
        }

        return ~crc;
    }

    static byte[] Chunk(string type, byte[] data)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. data];
        return [.. BigEndian(data.Length), .. body, .. BigEndian((int)Checksum(body))];
    }
}
