namespace Pixel.Host.Imaging;

/// <summary>Writes numbers into a picture, in digits of 3×5 dots.</summary>
static class TinyDigits
{
    const int Dot = 2;
    const int GlyphWidth = 3;
    const int GlyphHeight = 5;

    /// <summary>The height of a number, in pixels.</summary>
    public const int Height = GlyphHeight * Dot;

    // Five rows of three dots each, the highest bit at the top left.
    static readonly Dictionary<char, int> Glyphs = new()
    {
        ['0'] = 0b111_101_101_101_111,
        ['1'] = 0b010_110_010_010_111,
        ['2'] = 0b111_001_111_100_111,
        ['3'] = 0b111_001_111_001_111,
        ['4'] = 0b101_101_111_001_001,
        ['5'] = 0b111_100_111_001_111,
        ['6'] = 0b111_100_111_101_111,
        ['7'] = 0b111_001_010_010_010,
        ['8'] = 0b111_101_111_101_111,
        ['9'] = 0b111_101_111_001_111,
        ['.'] = 0b000_000_000_000_010,
    };

    /// <summary>The width of a number, in pixels.</summary>
    public static int Width(string number) => (number.Length * (GlyphWidth + 1) - 1) * Dot;

    /// <summary>Writes a number of digits and points with its top left corner at a place.</summary>
    public static void Draw(RasterImage picture, int left, int top, string number, byte[] ink)
    {
        for (var i = 0; i < number.Length; i++)
        {
            for (var y = 0; y < Height; y++)
            {
                for (var x = 0; x < GlyphWidth * Dot; x++)
                {
                    var bit = GlyphWidth * GlyphHeight - 1 - (y / Dot * GlyphWidth + x / Dot);
                    if ((Glyphs[number[i]] >> bit & 1) == 0) continue;
                    var at = (top + y) * picture.Width + left + i * (GlyphWidth + 1) * Dot + x;
                    ink.CopyTo(picture.Pixels, at * picture.Channels);
                }
            }
        }
    }
}
