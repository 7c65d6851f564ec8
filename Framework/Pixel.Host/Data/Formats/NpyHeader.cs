using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Pixel.Host.Data.Formats;

/// <summary>The header of a .npy array of bytes with two dimensions, the images and their samples.</summary>
/// <param name="Length">Bytes of the header, before the samples.</param>
/// <param name="Images">The number of images.</param>
sealed partial record NpyHeader(int Length, int Images)
{
    /// <summary>Bytes that hold every header that is read.</summary>
    public const int MostBytes = 1 << 12;

    /// <summary>Parses a header.</summary>
    /// <param name="file">The file, for messages.</param>
    /// <param name="start">The first bytes of the array.</param>
    /// <param name="dimensions">Samples of an image.</param>
    /// <param name="mostImages">The images that the set has at most.</param>
    /// <exception cref="DataFormatException">It is no header, or that of another array.</exception>
    public static NpyHeader Parse(string file, ReadOnlySpan<byte> start, int dimensions, int mostImages)
    {
        if (start.Length < 12 || start[0] != 0x93 || !start[1..].StartsWith("NUMPY"u8))
            throw Wrong("the array does not begin as .npy arrays do");
        var version = start[6];
        var (fixedLength, length) = version == 1
            ? (10, BinaryPrimitives.ReadUInt16LittleEndian(start[8..]))
            : (12, BinaryPrimitives.ReadUInt32LittleEndian(start[8..]));
        if (version is < 1 or > 3 || fixedLength + (long)length > start.Length)
            throw Wrong($"its header, version {version}, should be {length} bytes; versions 1 to 3 and at most {MostBytes} bytes are read");
        var text = Encoding.ASCII.GetString(start.Slice(fixedLength, (int)length));
        var shape = Shape().Match(text);
        if (!Bytes().IsMatch(text) || !RowMajor().IsMatch(text) || !shape.Success)
            throw Wrong($"its header is {text.Trim()}; a batch is an array of bytes ('|u1'), not in Fortran order, of images × {dimensions}");
        if (!int.TryParse(shape.Groups[1].Value, CultureInfo.InvariantCulture, out var images) || images < 1 || images > mostImages)
            throw Wrong($"it has {shape.Groups[1].Value} images; 1 to {mostImages} are allowed here");
        if (shape.Groups[2].Value != dimensions.ToString(CultureInfo.InvariantCulture))
            throw Wrong($"its images have {shape.Groups[2].Value} samples; this set's have {dimensions}");
        return new NpyHeader(fixedLength + (int)length, images);

        DataFormatException Wrong(string problem) => new(file, "data.npy, byte 0", problem + ".");
    }

    [GeneratedRegex(@"'descr':\s*'[|<>=]?(u1|B)'")]
    private static partial Regex Bytes();

    [GeneratedRegex(@"'fortran_order':\s*False")]
    private static partial Regex RowMajor();

    [GeneratedRegex(@"'shape':\s*\(\s*(\d+)L?\s*,\s*(\d+)L?\s*,?\s*\)")]
    private static partial Regex Shape();
}
