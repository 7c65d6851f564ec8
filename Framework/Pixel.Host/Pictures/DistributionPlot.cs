using System.Globalization;
using Pixel.Host.Imaging;

namespace Pixel.Host.Pictures;

/// <summary>Bar plots of distributions, one below the other: levels from left to right, probability upwards from 0 to the highest one, as in the paper's figure of softmax activations.</summary>
public static class DistributionPlot
{
    const int PlotWidth = 512;
    const int PlotHeight = 120;
    const int Margin = 60;
    const int Gap = 24;
    static readonly byte[] Ink = [60, 60, 60];
    static readonly byte[][] ChannelInks = [[200, 40, 40], [30, 140, 60], [40, 70, 200]];

    /// <summary>Draws the plots.</summary>
    /// <param name="distributions">At least one.</param>
    /// <param name="isColour">Whether channels are red, green and blue, and drawn so.</param>
    /// <exception cref="ArgumentException">There are none, or too many for a picture.</exception>
    public static RasterImage Draw(IReadOnlyList<Distribution> distributions, bool isColour)
    {
        if (distributions.Count is < 1 or > 1000)
            throw new ArgumentException($"There are {distributions.Count} distributions; 1 to 1000 can be drawn.", nameof(distributions));
        var (width, height) = (Margin + PlotWidth + Gap, Gap + distributions.Count * (PlotHeight + Gap));
        var pixels = new byte[width * height * 3];
        Array.Fill(pixels, byte.MaxValue);
        var picture = new RasterImage(width, height, 3, pixels);
        for (var i = 0; i < distributions.Count; i++)
            DrawOne(picture, distributions[i], Gap + i * (PlotHeight + Gap), isColour ? ChannelInks[distributions[i].Place.Channel] : Ink);
        return picture;
    }

    static void DrawOne(RasterImage picture, Distribution distribution, int top, byte[] ink)
    {
        var probabilities = distribution.Probabilities;
        var (bottom, peak) = (top + PlotHeight, probabilities.Max());
        for (var level = 0; level < probabilities.Length; level++)
        {
            var (left, right) = (level * PlotWidth / probabilities.Length, (level + 1) * PlotWidth / probabilities.Length);
            var bar = (int)Math.Round(probabilities[level] / peak * PlotHeight);
            Fill(picture, Margin + left, bottom - bar, Math.Max(1, right - left - 1), bar, ink); // one column stays free between bars
        }

        Fill(picture, Margin, bottom, PlotWidth, 1, Ink);
        Fill(picture, Margin - 2, top, 1, PlotHeight + 1, Ink);
        TinyDigits.Draw(picture, 2, top, peak.ToString("0.0000", CultureInfo.InvariantCulture), Ink);
        TinyDigits.Draw(picture, Margin - 14, bottom - TinyDigits.Height, "0", Ink);
        TinyDigits.Draw(picture, Margin, bottom + 4, "0", Ink);
        var last = (probabilities.Length - 1).ToString(CultureInfo.InvariantCulture);
        TinyDigits.Draw(picture, Margin + PlotWidth - TinyDigits.Width(last), bottom + 4, last, Ink);
    }

    static void Fill(RasterImage picture, int left, int top, int width, int height, byte[] ink)
    {
        for (var y = top; y < top + height; y++)
            for (var x = left; x < left + width; x++)
                ink.CopyTo(picture.Pixels, (y * picture.Width + x) * 3);
    }
}

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
