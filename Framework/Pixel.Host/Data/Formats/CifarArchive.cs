using System.Formats.Tar;

namespace Pixel.Host.Data.Formats;

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
