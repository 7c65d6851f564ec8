using Pixel.Host.Imaging;
using Pixel.Host.Pictures;

namespace Pixel.Checks.Maps;

/// <summary>Draws a receptive field.</summary>
static class MapPicture
{
    const int LineHeight = 16;
    const int Indent = 16;
    const int Swatch = TinyText.Height;

    static readonly byte[] Blind = [70, 70, 70];
    static readonly byte[] After = [20, 20, 20];
    static readonly byte[] White = [255, 255, 255];
    static readonly byte[] Red = [230, 0, 0];
    static readonly byte[] Line = [0, 0, 0];

    /// <summary>The brightness of a channel that is seen.</summary>
    const byte Lit = 230;

    /// <summary>What the colours mean, a line each.</summary>
    static readonly (string Text, Square Look)[] Legend =
    [
        ("seen, in the colours of its channels", new([Lit, Lit, Lit])),
        ("before it, not seen: blind", new(Blind)),
        ("seen, though not before: a leak", new(Red, IsCrossed: true)),
        ("the pixel that sees", new(After, IsFramed: true)),
    ];

    /// <summary>A panel for each colour of the output, side by side, a pixel of the image apart; the legend below.</summary>
    public static RasterImage Of(ReceptiveFieldMap map, int zoom)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(zoom, 2);
        var (image, panels) = (map.Image, map.Seen.Count);
        var width = Math.Max((panels * (image.Width + 1) - 1) * zoom, Indent + Legend.Max(line => TinyText.Width(line.Text)));
        var (below, height) = (image.Height * zoom + LineHeight / 2, image.Height * zoom + LineHeight / 2 + Legend.Length * LineHeight);
        var picture = new RasterImage(width, height, 3, new byte[width * height * 3]);
        for (var panel = 0; panel < panels; panel++)
            for (var row = 0; row < image.Height; row++)
                for (var column = 0; column < image.Width; column++)
                    Fill(picture, (panel * (image.Width + 1) + column) * zoom, row * zoom, zoom, Look(map, panel, row, column));
        foreach (var (i, (text, look)) in Legend.Index())
        {
            Fill(picture, 0, below + i * LineHeight, Swatch, look);
            TinyText.Draw(picture, Indent, below + i * LineHeight, text, White);
        }
        return picture;
    }

    static Square Look(ReceptiveFieldMap map, int panel, int row, int column)
    {
        var framed = (row, column) == (map.Row, map.Column);
        if (map.IsLeak(panel, row, column)) return new(Red, framed, IsCrossed: true);
        var seen = map.Channels(panel, row, column).ToHashSet();
        if (seen.Count == 0) return new(map.IsBefore(row, column) ? Blind : After, framed);
        return new([.. Enumerable.Range(0, 3).Select(channel => seen.Contains(Math.Min(channel, map.Image.Channels - 1)) ? Lit : (byte)0)], framed);
    }

    /// <summary>A square with a dark line at its right and bottom, or in a white frame; crossed out where it is a leak, since a red channel is red too.</summary>
    static void Fill(RasterImage picture, int left, int top, int size, Square look)
    {
        for (var y = 0; y < size; y++)
            for (var x = 0; x < size; x++)
            {
                var (outer, line) = (x == 0 || y == 0 || x == size - 1 || y == size - 1, x == size - 1 || y == size - 1);
                var ink = look.IsFramed && outer ? White : line ? Line : look.IsCrossed && (x == y || x + y == size - 2) ? White : look.Colour;
                ink.CopyTo(picture.Pixels, ((top + y) * picture.Width + left + x) * 3);
            }
    }

    /// <summary>How a pixel is drawn.</summary>
    readonly record struct Square(byte[] Colour, bool IsFramed = false, bool IsCrossed = false);
}
