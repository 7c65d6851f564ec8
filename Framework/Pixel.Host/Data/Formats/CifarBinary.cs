using Pixel.Host.Files;

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

    /// <summary>Fills <paramref name="images"/> with whole images from a stream of records, and <paramref name="labels"/> with the label of each.</summary>
    public static void Read(string file, Stream stream, Span<byte> images, Span<byte> labels)
    {
        var record = new byte[RecordBytes];
        for (var at = 0L; !images.IsEmpty; at += RecordBytes)
        {
            var read = stream.ReadAtLeast(record, RecordBytes, throwOnEndOfStream: false);
            if (read < RecordBytes)
                throw new DataFormatException(file, $"byte {at + read}", $"the file ends inside a record of {RecordBytes} bytes.");
            labels[0] = Checked(record[0], file, at);
            labels = labels[1..];
            record.AsSpan(1).CopyTo(images);
            images = images[ImageBytes..];
        }
    }

    /// <summary>Fills <paramref name="labels"/> from a file of as many records at least, without reading the images.</summary>
    public static void ReadLabels(string file, Span<byte> labels)
    {
        using var stream = RegularFile.Open(file);
        for (var i = 0; i < labels.Length; i++)
        {
            var at = (long)i * RecordBytes;
            if (RandomAccess.Read(stream.SafeFileHandle, labels.Slice(i, 1), at) == 0)
                throw new DataFormatException(file, $"byte {at}", $"the file ends here; {labels.Length - i} records should follow.");
            Checked(labels[i], file, at);
        }
    }

    static byte Checked(byte label, string file, long at) => label < Classes ? label
        : throw new DataFormatException(file, $"byte {at}", $"the label is {label}; labels are 0 to {Classes - 1}, so this is not a CIFAR-10 file.");
}
