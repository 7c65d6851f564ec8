using System.IO.Compression;
using System.IO.Hashing;
using Pixel.Host.Files;

namespace Pixel.Host.Data.Formats;

/// <summary>A .npy array that is a member of an .npz file, stored or deflated.</summary>
sealed class NpzArray
{
    // DEFLATE makes at most 1032 bytes of one.
    const int LargestRatio = 1032;

    readonly string _file;
    readonly string _name;
    readonly ZipMember _member;

    /// <summary>Finds the array and reads its first bytes.</summary>
    /// <param name="file">The .npz file.</param>
    /// <param name="name">The member, such as <c>data.npy</c>.</param>
    /// <exception cref="DataFormatException">The file is no sound zip file, or has no such member.</exception>
    public NpzArray(string file, string name)
    {
        (_file, _name) = (file, name);
        using var stream = RegularFile.Open(file);
        _member = ZipMember.Find(file, stream, name);
        Start = new byte[Math.Min(_member.Length, NpyHeader.MostBytes)];
        using var content = Content(stream);
        Fill(content, Start);
    }

    /// <summary>Its first bytes, which hold the header.</summary>
    public byte[] Start { get; }

    /// <summary>Whether it is stored as it is, and can be read in place.</summary>
    public bool IsStored => _member.Method == 0;

    /// <summary>Where it begins in the file, if it is stored.</summary>
    public long Offset => _member.Offset;

    /// <summary>Checks that the array has the length that its header promises, before room is made for it.</summary>
    /// <param name="header">Bytes of the header.</param>
    /// <param name="values">Bytes of the values.</param>
    /// <param name="what">What the values are, to begin a sentence.</param>
    /// <exception cref="DataFormatException">It has another, or more than it can be in the file.</exception>
    public void CheckLength(int header, long values, string what)
    {
        var length = header + values;
        if (_member.Length != length || _member.Length > _member.CompressedLength * LargestRatio || length > Array.MaxLength)
            throw Wrong($"{what} after a header of {header} bytes are {length} bytes; the member has {_member.Length}, in {_member.CompressedLength} of the file.");
    }

    /// <summary>Reads the values behind the header, and compares the checksum.</summary>
    /// <param name="header">Bytes of the header.</param>
    /// <param name="values">Bytes of the values, which <see cref="CheckLength"/> has passed.</param>
    /// <exception cref="DataFormatException">The data are corrupt.</exception>
    public byte[] Read(int header, int values)
    {
        using var stream = RegularFile.Open(_file);
        using var content = Content(stream);
        var (start, rest) = (new byte[header], new byte[values]);
        Fill(content, start);
        Fill(content, rest);
        var checksum = new Crc32();
        checksum.Append(start);
        checksum.Append(rest);
        return checksum.GetCurrentHashAsUInt32() == _member.Crc ? rest : throw Wrong("its checksum does not hold; fetch the file again.");
    }

    DataFormatException Wrong(string problem) => new(_file, _name, problem);

    Stream Content(FileStream stream)
    {
        stream.Position = _member.Offset;
        return IsStored ? stream : new DeflateStream(stream, CompressionMode.Decompress, leaveOpen: true);
    }

    void Fill(Stream content, Span<byte> buffer)
    {
        try
        {
            if (content.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false) == buffer.Length) return;
        }
        catch (InvalidDataException problem)
        {
            throw new DataFormatException(_file, $"byte {_member.Offset} or later", $"the deflated data of {_name} are corrupt; fetch the file again.", problem);
        }

        throw new DataFormatException(_file, $"byte {_member.Offset} or later", $"the deflated data of {_name} end early; fetch the file again.");
    }
}
