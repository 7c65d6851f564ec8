using System.Buffers.Binary;

namespace Pixel.Host.Data.Formats;

/// <summary>The IDX files of MNIST and Fashion-MNIST: a header of big-endian numbers, then images of a byte a pixel, or labels of a byte each.</summary>
static class IdxFile
{
    const int HeaderBytes = 16, LabelsHeaderBytes = 8;

    // Unsigned bytes (8) in three dimensions (3): images, rows, columns; or in one.
    const uint ImagesMagic = 0x0000_0803, LabelsMagic = 0x0000_0801;

    /// <summary>Reads every image of a file: count · height · width bytes.</summary>
    public static byte[] Read(string file, int height, int width, int mostImages)
    {
        using var reader = new BoundedReader(file);
        var count = ReadHeader(reader, height, width, mostImages);
        var what = $"{count} images of {height}×{width} bytes";
        var images = reader.Allocate((long)count * height * width, what);
        reader.ReadExactly(images, what);
        reader.ExpectEnd(what);
        return images;
    }

    /// <summary>Reads every label of a file of labels.</summary>
    /// <param name="file">The file.</param>
    /// <param name="classes">Labels are 0 … <paramref name="classes"/> − 1.</param>
    /// <param name="count">How many labels there must be.</param>
    /// <param name="images">The file of the images that they belong to, for the message.</param>
    public static byte[] ReadLabels(string file, int classes, int count, string images)
    {
        using var reader = new BoundedReader(file);
        Span<byte> header = stackalloc byte[LabelsHeaderBytes];
        reader.ReadExactly(header, "the IDX header");
        var magic = BinaryPrimitives.ReadUInt32BigEndian(header);
        var promised = BinaryPrimitives.ReadUInt32BigEndian(header[4..]);
        if (magic != LabelsMagic)
            throw new DataFormatException(file, "byte 0", $"the IDX magic number is 0x{magic:X8}; a file of labels begins with 0x{LabelsMagic:X8}.");
        if (promised != count)
            throw new DataFormatException(file, "byte 4", $"the header promises {promised} labels; {count} belong to the images in {images}. Fetch both files again, from one place.");
        var labels = reader.Allocate(count, $"{count} labels");
        reader.ReadExactly(labels, $"{count} labels");
        reader.ExpectEnd($"{count} labels");
        var wrong = labels.AsSpan().IndexOfAnyExceptInRange((byte)0, (byte)(classes - 1));
        return wrong < 0 ? labels
            : throw new DataFormatException(file, $"byte {LabelsHeaderBytes + wrong}", $"the label of image {wrong} is {labels[wrong]}; labels are 0 to {classes - 1}. Fetch the file again.");
    }

    /// <summary>The number of images that a file's header promises.</summary>
    public static int Count(string file, int height, int width, int mostImages)
    {
        using var reader = new BoundedReader(file);
        return ReadHeader(reader, height, width, mostImages);
    }

    static int ReadHeader(BoundedReader reader, int height, int width, int mostImages)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        reader.ReadExactly(header, "the IDX header");
        var magic = BinaryPrimitives.ReadUInt32BigEndian(header);
        var count = BinaryPrimitives.ReadUInt32BigEndian(header[4..]);
        var rows = BinaryPrimitives.ReadUInt32BigEndian(header[8..]);
        var columns = BinaryPrimitives.ReadUInt32BigEndian(header[12..]);
        if (magic != ImagesMagic)
            throw new DataFormatException(reader.File, "byte 0", $"the IDX magic number is 0x{magic:X8}; a file of images begins with 0x{ImagesMagic:X8}.");
        if (count < 1 || count > mostImages)
            throw new DataFormatException(reader.File, "byte 4", $"the header promises {count} images; this set has 1 to {mostImages}.");
        if (rows != height || columns != width)
            throw new DataFormatException(reader.File, "byte 8", $"the images are {rows}×{columns}; this set's are {height}×{width}.");
        return (int)count;
    }
}
