using System.Text;

namespace Pixel.Host.Data.Formats;

/// <summary>Reads the batches out of <c>cifar-10-binary.tar.gz</c> without unpacking it.</summary>
static class CifarArchive
{
    const int MostPadding = 1 << 20;

    /// <summary>The images of every batch whose file name passes <paramref name="isWanted"/>, sorted by name, and the label of each.</summary>
    public static (byte[] Images, byte[] Labels) Read(string file, Func<string, bool> isWanted, int mostImages)
    {
        var batches = new SortedDictionary<string, (byte[] Images, byte[] Labels)>(StringComparer.Ordinal);
        using (var stream = new GzipFile(file))
            ReadBatches(file, stream, isWanted, mostImages, batches);
        if (batches.Count == 0)
            throw new DataFormatException(file, "to its end", "the archive holds no batch of this split; the official one holds data_batch_1.bin to data_batch_5.bin and test_batch.bin.");
        return (Joined(batch => batch.Images), Joined(batch => batch.Labels));

        byte[] Joined(Func<(byte[] Images, byte[] Labels), byte[]> part)
        {
            var joined = new byte[batches.Values.Sum(batch => part(batch).Length)];
            var at = 0;
            foreach (var bytes in batches.Values.Select(part))
            {
                bytes.CopyTo(joined, at);
                at += bytes.Length;
            }

            return joined;
        }
    }

    static void ReadBatches(
        string file, GzipFile stream, Func<string, bool> isWanted, int mostImages, SortedDictionary<string, (byte[] Images, byte[] Labels)> batches)
    {
        while (TarMember.ReadNext(file, stream) is { } member)
        {
            var name = Path.GetFileName(member.Name);
            if (!member.IsFile || !isWanted(name))
            {
                TarMember.Skip(file, stream, member.PaddedLength);
                continue;
            }

            var batch = $"{file}({member.Name})";
            var records = CifarBinary.CountRecords(batch, member.Length, mostImages);
            mostImages -= records;
            var (images, labels) = (new byte[records * CifarBinary.ImageBytes], new byte[records]);
            CifarBinary.Read(batch, stream, images, labels);
            TarMember.Skip(file, stream, member.PaddedLength - member.Length);
            if (!batches.TryAdd(name, (images, labels)))
                throw new DataFormatException(batch, "byte 0", "the archive holds this batch twice.");
        }

        // An archive ends with a little padding; only at its very end does gzip know that all of it was sound.
        if (stream.ReadAtLeast(new byte[MostPadding], MostPadding, throwOnEndOfStream: false) == MostPadding)
            throw new DataFormatException(file, $"byte {stream.Position}", "the archive should end here, but the file goes on.");
    }
}

/// <summary>A member of a tar archive, as its header tells.</summary>
/// <remarks>
/// Not the runtime's reader: it believes the length of some kinds of members and makes room for it, up to 2 GiB, before a byte of them is there,
/// and what it throws for damaged headers is not told.
/// </remarks>
/// <param name="Name">The name, with its folders.</param>
/// <param name="Length">Its bytes, which follow the header.</param>
/// <param name="IsFile">Whether it is a file with content, rather than a folder, a link, or what an archiver noted.</param>
sealed record TarMember(string Name, long Length, bool IsFile)
{
    const int Block = 512, NameBytes = 100, LengthAt = 124, LengthBytes = 12, SumAt = 148, SumBytes = 8, TypeAt = 156;

    /// <summary>The bytes that follow the header: whole blocks.</summary>
    public long PaddedLength => (Length + Block - 1) / Block * Block;

    /// <summary>Reads the next header; null at the archive's end.</summary>
    public static TarMember? ReadNext(string file, GzipFile stream)
    {
        var at = stream.Position;
        var header = new byte[Block];
        var read = stream.ReadAtLeast(header, Block, throwOnEndOfStream: false);
        if (read == 0 || read == Block && !header.AsSpan().ContainsAnyExcept((byte)0)) return null;
        if (read < Block) throw Wrong(at + read, "the tar archive ends inside a header");
        if (Number(header.AsSpan(SumAt, SumBytes)) is not { } sum || sum != Sum(header)) throw Wrong(at, "the checksum of a tar header does not hold");
        if (Number(header.AsSpan(LengthAt, LengthBytes)) is not { } length) throw Wrong(at + LengthAt, "the length in a tar header is no octal number");
        var name = Encoding.UTF8.GetString(header.AsSpan(0, NameBytes)).Split('\0')[0];
        return new TarMember(name, length, header[TypeAt] is (byte)'0' or 0);

        DataFormatException Wrong(long place, string problem) => new(file, $"byte {place}", $"{problem}; fetch the file again.");
    }

    /// <summary>Passes over some bytes.</summary>
    public static void Skip(string file, GzipFile stream, long bytes)
    {
        var buffer = new byte[1 << 16];
        while (bytes > 0)
        {
            var read = stream.Read(buffer.AsSpan(0, (int)Math.Min(bytes, buffer.Length)));
            if (read == 0)
                throw new DataFormatException(file, $"byte {stream.Position}", $"the tar archive ends here; {bytes} bytes of a member should follow. Fetch the file again.");
            bytes -= read;
        }
    }

    // Octal digits, spaces before them, a space or zero after; nothing at all is 0.
    static long? Number(ReadOnlySpan<byte> field)
    {
        var value = 0L;
        foreach (var digit in field.TrimStart((byte)' ').TrimEnd(" \0"u8))
        {
            if (digit is < (byte)'0' or > (byte)'7') return null;
            value = 8 * value + digit - '0'; // of 12 digits at most
        }

        return value;
    }

    // The field of the sum itself counts as spaces.
    static long Sum(ReadOnlySpan<byte> header)
    {
        var sum = SumBytes * (long)' ';
        for (var i = 0; i < header.Length; i++)
            if (i is < SumAt or >= SumAt + SumBytes) sum += header[i];
        return sum;
    }
}
