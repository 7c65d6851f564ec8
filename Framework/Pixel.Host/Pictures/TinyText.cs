using Pixel.Host.Imaging;

namespace Pixel.Host.Pictures;

/// <summary>Writes words and numbers into a picture, in capitals of 3×5 dots: no font is needed.</summary>
static class TinyText
{
    const int Dot = 2;
    const int GlyphWidth = 3;
    const int GlyphHeight = 5;

    /// <summary>The height of a line, in pixels.</summary>
    public const int Height = GlyphHeight * Dot;

    // Five rows of three dots each, the highest bit at the top left; all other characters are left blank.
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
        ['A'] = 0b010_101_111_101_101,
        ['B'] = 0b110_101_110_101_110,
        ['C'] = 0b011_100_100_100_011,
        ['D'] = 0b110_101_101_101_110,
        ['E'] = 0b111_100_110_100_111,
        ['F'] = 0b111_100_110_100_100,
        ['G'] = 0b011_100_101_101_011,
        ['H'] = 0b101_101_111_101_101,
        ['I'] = 0b111_010_010_010_111,
        ['J'] = 0b001_001_001_101_010,
        ['K'] = 0b101_101_110_101_101,
        ['L'] = 0b100_100_100_100_111,
        ['M'] = 0b101_111_111_101_101,
        ['N'] = 0b110_101_101_101_101,
        ['O'] = 0b010_101_101_101_010,
        ['P'] = 0b110_101_110_100_100,
        ['Q'] = 0b010_101_101_111_011,
        ['R'] = 0b110_101_110_101_101,
        ['S'] = 0b011_100_010_001_110,
        ['T'] = 0b111_010_010_010_010,
        ['U'] = 0b101_101_101_101_111,
        ['V'] = 0b101_101_101_101_010,
        ['W'] = 0b101_101_111_111_101,
        ['X'] = 0b101_101_010_101_101,
        ['Y'] = 0b101_101_010_010_010,
        ['Z'] = 0b111_001_010_100_111,
        ['.'] = 0b000_000_000_000_010,
        [','] = 0b000_000_000_010_100,
        [':'] = 0b000_010_000_010_000,
        ['-'] = 0b000_000_111_000_000,
        ['+'] = 0b000_010_111_010_000,
    };

    /// <summary>The width of a text, in pixels.</summary>
    public static int Width(string text) => (text.Length * (GlyphWidth + 1) - 1) * Dot;

    /// <summary>Writes a text with its top left corner at a place.</summary>
    public static void Draw(RasterImage picture, int left, int top, string text, ReadOnlySpan<byte> ink)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var glyph = Glyphs.GetValueOrDefault(char.ToUpperInvariant(text[i]));
            for (var y = 0; y < Height; y++)
            {
                for (var x = 0; x < GlyphWidth * Dot; x++)
                {
                    var bit = GlyphWidth * GlyphHeight - 1 - (y / Dot * GlyphWidth + x / Dot);
                    if ((glyph >> bit & 1) == 0) continue;
                    var at = (top + y) * picture.Width + left + i * (GlyphWidth + 1) * Dot + x;
                    ink.CopyTo(picture.Pixels.AsSpan(at * picture.Channels));
                }
            }
        }
    }
}
