using System.Buffers.Binary;
using Pixel.Host.Data.Formats;

namespace Pixel.Host.Data.Stores;

/// <summary>The images of an .npz file: the array <c>data</c> of bytes, images × samples; and their labels, the array <c>labels</c>.</summary>
/// <remarks>
/// A stored array (numpy.savez) stays in the file and is read image by image, which needs no memory but the system's cache.
/// A deflated one (numpy.savez_compressed) is unpacked into memory by <see cref="Load"/>, its checksum compared.
/// </remarks>
sealed class NpzBatch : IImageStore
{
    readonly string _file;
    readonly int _dimensions;
    readonly NpzArray _array;
    readonly NpyHeader _header;
    byte[]? _unpacked;

    /// <summary>Reads the directory of a file and the header of its array.</summary>
    public NpzBatch(string file, int dimensions, int mostImages)
    {
        (_file, _dimensions) = (file, dimensions);
        _array = new NpzArray(file, "data.npy");
        _header = NpyHeader.OfImages(file, _array.Start, dimensions, mostImages);
        _array.CheckLength(_header.Length, (long)Count * dimensions, $"{Count} images of {dimensions} samples");
    }

    /// <inheritdoc />
    public int Count => _header.Count;

    /// <summary>Makes the images ready to be read.</summary>
    public void Load()
    {
        if (!_array.IsStored) _unpacked = _array.Read(_header.Length, Count * _dimensions);
    }

    /// <inheritdoc />
    public void CopyTo(int index, Span<byte> destination)
    {
        destination = destination[.._dimensions];
        if (_unpacked is not null)
        {
            _unpacked.AsSpan(index * _dimensions, _dimensions).CopyTo(destination);
            return;
        }

        var at = _array.Offset + _header.Length + (long)index * _dimensions;
        using var stored = File.OpenHandle(_file); // for one image, as nobody tells when the last was read
        if (RandomAccess.Read(stored, destination, at) < _dimensions)
            throw new DataFormatException(_file, $"byte {at}", $"the file ends inside image {index}; it was whole when it was opened.");
    }

    /// <summary>Reads the label of each image: the file counts classes from 1, labels count from 0.</summary>
    /// <param name="classes">How many classes there are.</param>
    /// <exception cref="DataFormatException">The file has no labels, or others than these images need.</exception>
    public int[] ReadLabels(int classes)
    {
        const string Member = "labels.npy";
        var array = new NpzArray(_file, Member);
        var header = NpyHeader.OfLabels(_file, array.Start, Count);
        array.CheckLength(header.Length, (long)Count * header.Width, $"{Count} labels of {header.Width} bytes");
        var values = array.Read(header.Length, Count * header.Width);
        var labels = new int[Count];
        for (var i = 0; i < Count; i++)
        {
            var number = Number(values.AsSpan(i * header.Width, header.Width));
            if (number < 1 || number > (ulong)classes)
                throw new DataFormatException(_file, Member, $"the label of image {i} is {number}; labels are 1 to {classes} here. Fetch the file again.");
            labels[i] = (int)number - 1;
        }

        return labels;
    }

    // A negative one becomes too large a number, and is told of as such.
    static ulong Number(ReadOnlySpan<byte> bytes) => bytes.Length switch
    {
        1 => bytes[0],
        2 => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        4 => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        _ => BinaryPrimitives.ReadUInt64LittleEndian(bytes),
    };
}
