using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Pixel.Host.Data.Formats;

/// <summary>The header of a .npy array of the batches: bytes with two dimensions, the images and their samples; or whole numbers with one, their labels.</summary>
/// <param name="Length">Bytes of the header, before the values.</param>
/// <param name="Count">The number of images or labels.</param>
/// <param name="Width">Bytes of a value.</param>
sealed partial record NpyHeader(int Length, int Count, int Width)
{
    /// <summary>Bytes that hold every header that is read.</summary>
    public const int MostBytes = 1 << 12;

    /// <summary>Parses the header of images.</summary>
    /// <param name="file">The file, for messages.</param>
    /// <param name="start">The first bytes of the array.</param>
    /// <param name="dimensions">Samples of an image.</param>
    /// <param name="mostImages">The images that the set has at most.</param>
    /// <exception cref="DataFormatException">It is no header, or that of another array.</exception>
    public static NpyHeader OfImages(string file, ReadOnlySpan<byte> start, int dimensions, int mostImages)
    {
        const string Array = "data.npy";
        var (length, text) = Text(file, Array, start);
        var shape = ImagesShape().Match(text);
        if (!Bytes().IsMatch(text) || !RowMajor().IsMatch(text) || !shape.Success)
            throw Wrong(file, Array, $"its header is {text.Trim()}; a batch is an array of bytes ('|u1'), not in Fortran order, of images × {dimensions}");
        if (!int.TryParse(shape.Groups[1].Value, CultureInfo.InvariantCulture, out var images) || images < 1 || images > mostImages)
            throw Wrong(file, Array, $"it has {shape.Groups[1].Value} images; 1 to {mostImages} are allowed here");
        if (shape.Groups[2].Value != dimensions.ToString(CultureInfo.InvariantCulture))
            throw Wrong(file, Array, $"its images have {shape.Groups[2].Value} samples; this set's have {dimensions}");
        return new NpyHeader(length, images, Width: 1);
    }

    /// <summary>Parses the header of labels.</summary>
    /// <param name="file">The file, for messages.</param>
    /// <param name="start">The first bytes of the array.</param>
    /// <param name="images">The number of images, which that of labels must be.</param>
    /// <exception cref="DataFormatException">It is no header, or that of another array.</exception>
    public static NpyHeader OfLabels(string file, ReadOnlySpan<byte> start, int images)
    {
        const string Array = "labels.npy";
        var (length, text) = Text(file, Array, start);
        var (type, shape) = (Numbers().Match(text), LabelsShape().Match(text));
        if (!type.Success || !shape.Success)
            throw Wrong(file, Array, $"its header is {text.Trim()}; labels are whole numbers of 1, 2, 4 or 8 bytes, little-endian, one for each image");
        if (shape.Groups[1].Value != images.ToString(CultureInfo.InvariantCulture))
            throw Wrong(file, Array, $"it has {shape.Groups[1].Value} labels, and the file {images} images; fetch the file again");
        return new NpyHeader(length, images, type.Groups[1].Value[0] - '0');
    }

    static (int Length, string Text) Text(string file, string array, ReadOnlySpan<byte> start)
    {
        if (start.Length < 12 || start[0] != 0x93 || !start[1..].StartsWith("NUMPY"u8))
            throw Wrong(file, array, "the array does not begin as .npy arrays do");
        var version = start[6];
        var (fixedLength, length) = version == 1
            ? (10, BinaryPrimitives.ReadUInt16LittleEndian(start[8..]))
            : (12, BinaryPrimitives.ReadUInt32LittleEndian(start[8..]));
        if (version is < 1 or > 3 || fixedLength + (long)length > start.Length)
            throw Wrong(file, array, $"its header, version {version}, should be {length} bytes; versions 1 to 3 and at most {MostBytes} bytes are read");
        return (fixedLength + (int)length, Encoding.ASCII.GetString(start.Slice(fixedLength, (int)length)));
    }

    static DataFormatException Wrong(string file, string array, string problem) => new(file, $"{array}, byte 0", problem + ".");

    [GeneratedRegex(@"'descr':\s*'[|<>=]?(u1|B)'")]
    private static partial Regex Bytes();

    [GeneratedRegex(@"'descr':\s*'[|<=]?[iu]([1248])'")]
    private static partial Regex Numbers();

    [GeneratedRegex(@"'fortran_order':\s*False")]
    private static partial Regex RowMajor();

    [GeneratedRegex(@"'shape':\s*\(\s*(\d+)L?\s*,\s*(\d+)L?\s*,?\s*\)")]
    private static partial Regex ImagesShape();

    [GeneratedRegex(@"'shape':\s*\(\s*(\d+)L?\s*,\s*\)")]
    private static partial Regex LabelsShape();
}
