using System.Buffers.Binary;

namespace Pixel.Host.Data.Formats;

/// <summary>The IDX files of MNIST and Fashion-MNIST: a header of four big-endian numbers, then images of a byte a pixel.</summary>
static class IdxFile
{
    const int HeaderBytes = 16;

    // Unsigned bytes (8) in three dimensions (3): images, rows, columns.
    const uint ImagesMagic = 0x0000_0803;

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
