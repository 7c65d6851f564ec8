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
