using Pixel.Contracts;
using Pixel.Host.Imaging;

namespace Pixel.Checks.Maps;

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
