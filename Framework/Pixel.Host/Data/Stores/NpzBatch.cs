using System.IO.Compression;
using System.IO.Hashing;
using Pixel.Host.Data.Formats;
using Pixel.Host.Files;

namespace Pixel.Host.Data.Stores;

/// <summary>The images of an .npz file: the array <c>data</c> of bytes, images × samples.</summary>
/// <remarks>
/// A stored array (numpy.savez) stays in the file and is read image by image, which needs no memory but the system's cache.
/// A deflated one (numpy.savez_compressed) is unpacked into memory by <see cref="Load"/>, its checksum compared.
/// </remarks>
sealed class NpzBatch : IImageStore
{
    const string Member = "data.npy";

    // DEFLATE makes at most 1032 bytes of one.
    const int LargestRatio = 1032;

    readonly string _file;
    readonly int _dimensions;
    readonly ZipMember _member;
    readonly NpyHeader _header;
    byte[]? _unpacked;

    /// <summary>Reads the directory of a file and the header of its array.</summary>
    public NpzBatch(string file, int dimensions, int mostImages)
    {
        (_file, _dimensions) = (file, dimensions);
        using var stream = RegularFile.Open(file);
        _member = ZipMember.Find(file, stream, Member);
        var start = new byte[Math.Min(_member.Length, NpyHeader.MostBytes)];
        using (var content = Content(stream))
            Fill(content, start);
        _header = NpyHeader.Parse(file, start, dimensions, mostImages);
        var length = _header.Length + (long)Count * dimensions;
        if (_member.Length != length || _member.Length > _member.CompressedLength * LargestRatio || length > Array.MaxLength)
            throw new DataFormatException(file, Member, $"{Count} images of {dimensions} samples after a header of {_header.Length} bytes are {length} bytes; the member has {_member.Length}, in {_member.CompressedLength} of the file.");
    }

    /// <inheritdoc />
    public int Count => _header.Images;

    /// <summary>Makes the images ready to be read.</summary>
    public void Load()
    {
        if (_member.Method == 0) return;
        using var stream = RegularFile.Open(_file);
        using var content = Content(stream);
        var (header, images) = (new byte[_header.Length], new byte[Count * _dimensions]);
        Fill(content, header);
        Fill(content, images);
        var checksum = new Crc32();
        checksum.Append(header);
        checksum.Append(images);
        if (checksum.GetCurrentHashAsUInt32() != _member.Crc)
            throw new DataFormatException(_file, Member, "its checksum does not hold; fetch the file again.");
        _unpacked = images;
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

        var at = _member.Offset + _header.Length + (long)index * _dimensions;
        using var stored = File.OpenHandle(_file); // for one image, as nobody tells when the last was read
        if (RandomAccess.Read(stored, destination, at) < _dimensions)
            throw new DataFormatException(_file, $"byte {at}", $"the file ends inside image {index}; it was whole when it was opened.");
    }

    Stream Content(FileStream stream)
    {
        stream.Position = _member.Offset;
        return _member.Method == 0 ? stream : new DeflateStream(stream, CompressionMode.Decompress, leaveOpen: true);
    }

    void Fill(Stream content, Span<byte> buffer)
    {
        try
        {
            if (content.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false) == buffer.Length) return;
        }
        catch (InvalidDataException problem)
        {
            throw new DataFormatException(_file, $"byte {_member.Offset} or later", $"the deflated data of {Member} are corrupt; fetch the file again.", problem);
        }

        throw new DataFormatException(_file, $"byte {_member.Offset} or later", $"the deflated data of {Member} end early; fetch the file again.");
    }
}
