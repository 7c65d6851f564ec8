using Pixel.Contracts;
using Pixel.Host.Imaging;

namespace Pixel.Checks.Maps;

/// <summary>What the outputs of one pixel were measured to see.</summary>
/// <param name="Name">The images in words, for example <c>gray 8×15</c>.</param>
/// <param name="Image">Their shape.</param>
/// <param name="Row">The pixel's row.</param>
/// <param name="Column">The pixel's column.</param>
/// <param name="Seen">For each colour group of the output, the sub-pixels that it sees; a cell's group is the channel.</param>
public sealed record ReceptiveFieldMap(string Name, ImageShape Image, int Row, int Column, IReadOnlyList<IReadOnlySet<Cell>> Seen)
{
    const string Gap = "   ";

    /// <summary>What the characters of <see cref="Lines"/> mean.</summary>
    public string Legend => Image.Channels == 1
        ? "# seen, . before it and not seen (blind), ! seen though not before"
        : "# all channels seen, + some, . before it and not seen (blind), ! seen though not before; one map for each colour of the output";

    /// <summary>The map, a line a row; for several colours of the output their maps side by side.</summary>
    public IReadOnlyList<string> Lines =>
    [
        .. Enumerable.Range(0, Image.Height).Select(row => string.Join(Gap, Seen.Select((_, group) =>
            string.Concat(Enumerable.Range(0, Image.Width).Select(column => Mark(group, row, column))))).TrimEnd()),
    ];

    /// <summary>The map as a picture: a panel for each colour of the output.</summary>
    /// <param name="zoom">Picture pixels for one pixel, at least 2.</param>
    /// <returns>RGB: what is seen in the colours of the channels that are seen, blind spots dark gray, the pixel itself framed.</returns>
    public RasterImage ToPicture(int zoom = 12) => MapPicture.Of(this, zoom);

    /// <summary>Whether a pixel comes before this one.</summary>
    internal bool IsBefore(int row, int column) => (row, column).CompareTo((Row, Column)) < 0;

    char Mark(int group, int row, int column)
    {
        var seen = Enumerable.Range(0, Image.Channels).Count(channel => Seen[group].Contains(new Cell(row, column, channel)));
        if ((row, column) == (Row, Column))
            return Enumerable.Range(group, Image.Channels - group).Any(channel => Seen[group].Contains(new Cell(row, column, channel))) ? '!' : 'o';
        if (!IsBefore(row, column)) return seen > 0 ? '!' : ' ';
        return seen == 0 ? '.' : seen == Image.Channels ? '#' : '+';
    }
}

/// <summary>Draws a receptive field.</summary>
static class MapPicture
{
    const byte Blind = 70;
    const byte After = 20;
    const byte Lit = 230;
    const byte Frame = 255;

    /// <summary>A panel for each colour of the output, side by side, a pixel of the image apart.</summary>
    public static RasterImage Of(ReceptiveFieldMap map, int zoom)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(zoom, 2);
        var (image, panels) = (map.Image, map.Seen.Count);
        var width = (panels * (image.Width + 1) - 1) * zoom;
        var picture = new RasterImage(width, image.Height * zoom, 3, new byte[width * image.Height * zoom * 3]);
        for (var panel = 0; panel < panels; panel++)
            for (var row = 0; row < image.Height; row++)
                for (var column = 0; column < image.Width; column++)
                    Fill(picture, (panel * (image.Width + 1) + column) * zoom, row * zoom, zoom, Colour(map, panel, row, column), (row, column) == (map.Row, map.Column));
        return picture;
    }

    static byte[] Colour(ReceptiveFieldMap map, int panel, int row, int column)
    {
        bool IsSeen(int channel) => map.Seen[panel].Contains(new Cell(row, column, Math.Min(channel, map.Image.Channels - 1)));
        var background = map.IsBefore(row, column) ? Blind : After;
        return Enumerable.Range(0, map.Image.Channels).Any(IsSeen)
            ? [.. Enumerable.Range(0, 3).Select(channel => IsSeen(channel) ? Lit : (byte)0)]
            : [background, background, background];
    }

    /// <summary>A square with a dark line at its right and bottom, or in a white frame.</summary>
    static void Fill(RasterImage picture, int left, int top, int zoom, byte[] colour, bool framed)
    {
        for (var y = 0; y < zoom; y++)
            for (var x = 0; x < zoom; x++)
            {
                var (outer, line) = (x == 0 || y == 0 || x == zoom - 1 || y == zoom - 1, x == zoom - 1 || y == zoom - 1);
                byte[] ink = framed && outer ? [Frame, Frame, Frame] : line ? [0, 0, 0] : colour;
                ink.CopyTo(picture.Pixels, ((top + y) * picture.Width + left + x) * 3);
            }
    }
}
