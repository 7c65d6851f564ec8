using System.Formats.Tar;

namespace Pixel.Host.Data.Formats;

/// <summary>The binary version of CIFAR-10: records of a label byte and 3·32·32 bytes, the red plane, the green, the blue.</summary>
static class CifarBinary
{
    /// <summary>Bytes of an image without its label.</summary>
    public const int ImageBytes = 3 * 32 * 32;

    /// <summary>Bytes of a record.</summary>
    public const int RecordBytes = 1 + ImageBytes;

    const int Classes = 10;

    /// <summary>The number of records in <paramref name="bytes"/> bytes, which must be whole records, 1 to <paramref name="most"/> of them.</summary>
    public static int CountRecords(string file, long bytes, int most)
    {
        var (records, rest) = Math.DivRem(bytes, RecordBytes);
        if (rest != 0)
            throw new DataFormatException(file, $"byte {bytes - rest}", $"{rest} bytes follow {records} whole records; a record has {RecordBytes} bytes, a label and 3×32×32.");
        if (records < 1 || records > most)
            throw new DataFormatException(file, "byte 0", $"the file has {bytes} bytes, {records} records; 1 to {most} are allowed here.");
        return (int)records;
    }

    /// <summary>Fills <paramref name="images"/> with whole images from a stream of records, dropping the labels.</summary>
    public static void Read(string file, Stream stream, Span<byte> images)
    {
        var record = new byte[RecordBytes];
        for (var at = 0L; !images.IsEmpty; at += RecordBytes)
        {
            var read = stream.ReadAtLeast(record, RecordBytes, throwOnEndOfStream: false);
            if (read < RecordBytes)
                throw new DataFormatException(file, $"byte {at + read}", $"the file ends inside a record of {RecordBytes} bytes.");
            if (record[0] >= Classes)
                throw new DataFormatException(file, $"byte {at}", $"the label is {record[0]}; labels are 0 to {Classes - 1}, so this is not a CIFAR-10 file.");
            record.AsSpan(1).CopyTo(images);
            images = images[ImageBytes..];
        }
    }
}

/// <summary>Reads the batches out of <c>cifar-10-binary.tar.gz</c> without unpacking it.</summary>
static class CifarArchive
{
    const int MostPadding = 1 << 20;

    /// <summary>The images of every batch whose file name passes <paramref name="isWanted"/>, sorted by name.</summary>
    public static byte[] Read(string file, Func<string, bool> isWanted, int mostImages)
    {
        var batches = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        try
        {
            ReadBatches(file, isWanted, mostImages, batches);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or FormatException or NotSupportedException or InvalidOperationException)
        {
            throw new DataFormatException(file, "inside the archive", $"the tar archive is corrupt ({e.Message}); fetch the file again.", e);
        }

        if (batches.Count == 0)
            throw new DataFormatException(file, "to its end", "the archive holds no batch of this split; the official one holds data_batch_1.bin to data_batch_5.bin and test_batch.bin.");
        var images = new byte[batches.Values.Sum(batch => batch.Length)];
        var at = 0;
        foreach (var batch in batches.Values)
        {
            batch.CopyTo(images, at);
            at += batch.Length;
        }

        return images;
    }

    static void ReadBatches(string file, Func<string, bool> isWanted, int mostImages, SortedDictionary<string, byte[]> batches)
    {
        using var stream = new GzipFile(file);
        using var archive = new TarReader(stream, leaveOpen: true);
        while (archive.GetNextEntry() is { } entry)
        {
            var name = Path.GetFileName(entry.Name);
            if (entry.DataStream is not { } data || !isWanted(name))
                continue;
            var batch = $"{file}({entry.Name})";
            var records = CifarBinary.CountRecords(batch, entry.Length, mostImages);
            mostImages -= records;
            var images = new byte[records * CifarBinary.ImageBytes];
            CifarBinary.Read(batch, data, images);
            if (!batches.TryAdd(name, images))
                throw new DataFormatException(batch, "byte 0", "the archive holds this batch twice.");
        }

        // An archive ends with a little padding; only at its very end does gzip know that all of it was sound.
        if (stream.ReadAtLeast(new byte[MostPadding], MostPadding, throwOnEndOfStream: false) == MostPadding)
            throw new DataFormatException(file, $"byte {stream.Position}", "the archive should end here, but the file goes on.");
    }
}
