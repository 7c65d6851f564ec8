using System.IO.Compression;

namespace Pixel.Host.Imaging;

/// <summary>Turns the chunks of a PNG file into pixels: inflates, undoes the row filters and the interlacing.</summary>
sealed class PngDecoder
{
    // DEFLATE makes at most 1032 bytes of one: a match of 258 bytes may cost no more than two bits.
    const int LargestRatio = 1032;
    const long MostRowBytes = 1L << 30;

    // Adam7 (specification, 8.2): where each pass begins, and its steps.
    static readonly (int X, int Y, int StepX, int StepY)[] Adam7 =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    static readonly (int X, int Y, int StepX, int StepY)[] OnePass = [(0, 0, 1, 1)];

    readonly PngChunks _chunks;
    readonly PngHeader _header;
    readonly string _name;

    /// <summary>Prepares to decode what <paramref name="chunks"/> hold.</summary>
    public PngDecoder(PngChunks chunks, string name) => (_chunks, _header, _name) = (chunks, chunks.Header, name);

    /// <summary>Decodes the image.</summary>
    public RasterImage Decode()
    {
        CheckSize();
        var image = new RasterImage(_header.Width, _header.Height, _header.Channels, new byte[_header.Width * _header.Height * _header.Channels]);
        var pixels = new PngPixels(_chunks, _name);
        _chunks.Data.Position = 0;
        using var zlib = new ZLibStream(_chunks.Data, CompressionMode.Decompress);
        foreach (var pass in _header.IsInterlaced ? Adam7 : OnePass)
            DecodePass(zlib, pass, pixels, image);
        if (Read(zlib, stackalloc byte[1]) != 0)
            throw Wrong("the image data are longer than the image.");
        return image;
    }

    // Before anything is allocated: data this short cannot hold an image this large.
    void CheckSize()
    {
        var least = _header.RowBytes(_header.Width) * _header.Height;
        if (least > _chunks.Data.Length * LargestRatio)
            throw Wrong($"{_chunks.Data.Length} bytes of image data cannot hold {_header.Width}×{_header.Height} pixels.");
        if (_header.RowBytes(_header.Width) > MostRowBytes)
            throw Wrong($"a row of {_header.Width} pixels of this kind is too long to read.");
    }

    void DecodePass(ZLibStream zlib, (int X, int Y, int StepX, int StepY) pass, PngPixels pixels, RasterImage image)
    {
        var width = (_header.Width - pass.X + pass.StepX - 1) / pass.StepX;
        if (width <= 0)
            return;
        var row = new byte[1 + _header.RowBytes(width)];
        var above = new byte[row.Length];
        for (var y = pass.Y; y < _header.Height; y += pass.StepY)
        {
            if (Read(zlib, row) < row.Length)
                throw Wrong($"the image data end in row {y} of {_header.Height}.");
            if (row[0] >= PngFilter.Count)
                throw Wrong($"row {y} has the filter type {row[0]}; 0 to {PngFilter.Count - 1} are allowed.");
            PngFilter.Undo(row[0], row.AsSpan(1), above.AsSpan(1), _header.FilterBytes);
            var at = (y * _header.Width + pass.X) * image.Channels;
            pixels.Convert(row.AsSpan(1), width, image.Pixels.AsSpan(at), pass.StepX * image.Channels);
            (row, above) = (above, row);
        }
    }

    int Read(ZLibStream zlib, Span<byte> buffer)
    {
        try
        {
            return zlib.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        }
        // zlib's own errors are a hidden kind of IOException; the data are in memory, so there is no other.
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw new PngException(_name, _chunks.DataOffset, "the image data are corrupt or truncated.", e);
        }
    }

    PngException Wrong(string problem) => new(_name, _chunks.DataOffset, problem);
}
