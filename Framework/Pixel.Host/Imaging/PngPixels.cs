namespace Pixel.Host.Imaging;

/// <summary>Converts unfiltered rows of a PNG image, of any colour type and depth, to 8-bit gray or RGB.</summary>
sealed class PngPixels
{
    const int Opaque = 255;

    readonly PngChunks _chunks;
    readonly PngHeader _header;
    readonly string _name;

    // The one colour that tRNS makes transparent, at the file's depth; -1 for none.
    readonly int[] _key = [-1, -1, -1];

    /// <summary>Prepares for the rows of one image.</summary>
    public PngPixels(PngChunks chunks, string name)
    {
        (_chunks, _header, _name) = (chunks, chunks.Header, name);
        if (_header.ColourType == PngHeader.Palette)
            return;
        var transparency = _chunks.Transparency.Span;
        for (var i = 0; i < transparency.Length / 2; i++)
            _key[i] = transparency[2 * i] << 8 | transparency[2 * i + 1];
    }

    /// <summary>Converts <paramref name="width"/> pixels; each lies <paramref name="step"/> bytes after the one before in <paramref name="destination"/>.</summary>
    public void Convert(ReadOnlySpan<byte> row, int width, Span<byte> destination, int step)
    {
        for (var x = 0; x < width; x++)
        {
            var pixel = destination.Slice(x * step, _header.Channels);
            if (_header.ColourType == PngHeader.Palette)
                LookUp(Sample(row, x), pixel);
            else
                ConvertPixel(row, x * _header.Samples, pixel);
        }
    }

    void ConvertPixel(ReadOnlySpan<byte> row, int first, Span<byte> pixel)
    {
        var isKey = true;
        for (var c = 0; c < pixel.Length; c++)
        {
            var sample = Sample(row, first + c);
            isKey &= sample == _key[c];
            pixel[c] = To8Bits(sample);
        }

        var alpha = isKey ? 0 : _header.Samples > pixel.Length ? To8Bits(Sample(row, first + pixel.Length)) : Opaque;
        BlendOverWhite(pixel, alpha);
    }

    void LookUp(int index, Span<byte> pixel)
    {
        var palette = _chunks.Palette.Span;
        if (3 * index >= palette.Length)
            throw new PngException(_name, _chunks.DataOffset, $"a pixel has the colour {index}; the palette has {palette.Length / 3} colours.");
        palette.Slice(3 * index, 3).CopyTo(pixel);
        var transparency = _chunks.Transparency.Span;
        BlendOverWhite(pixel, index < transparency.Length ? transparency[index] : Opaque);
    }

    int Sample(ReadOnlySpan<byte> row, int index)
    {
        if (_header.Depth == 8)
            return row[index];
        if (_header.Depth == 16)
            return row[2 * index] << 8 | row[2 * index + 1];
        // Several samples share a byte; the first has the highest bits.
        var bit = index * _header.Depth;
        return row[bit >> 3] >> (8 - _header.Depth - (bit & 7)) & ((1 << _header.Depth) - 1);
    }

    byte To8Bits(int sample)
    {
        var largest = (1 << _header.Depth) - 1;
        return (byte)((sample * 255 + largest / 2) / largest);
    }

    static void BlendOverWhite(Span<byte> pixel, int alpha)
    {
        if (alpha == Opaque)
            return;
        foreach (ref var sample in pixel)
            sample = (byte)((sample * alpha + 255 * (Opaque - alpha) + 127) / 255);
    }
}
