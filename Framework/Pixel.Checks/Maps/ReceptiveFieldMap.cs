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

    /// <summary>The map as a picture: a panel for each colour of the output, and a legend below.</summary>
    /// <param name="zoom">Picture pixels for one pixel, at least 2.</param>
    /// <returns>RGB: what is seen in the colours of the channels that are seen, what is seen too much crossed out on red, blind spots dark gray, the pixel itself framed.</returns>
    public RasterImage ToPicture(int zoom = 12) => MapPicture.Of(this, zoom);

    /// <summary>Whether a pixel comes before this one.</summary>
    internal bool IsBefore(int row, int column) => (row, column).CompareTo((Row, Column)) < 0;

    /// <summary>Whether an output sees of a pixel what does not come before it: of this pixel its own channel or a later one, of any after it what it may.</summary>
    internal bool IsLeak(int group, int row, int column) =>
        !IsBefore(row, column) && Channels(group, row, column).Any(channel => (row, column) != (Row, Column) || channel >= group);

    /// <summary>The channels of a pixel that an output sees.</summary>
    internal IEnumerable<int> Channels(int group, int row, int column) =>
        Enumerable.Range(0, Image.Channels).Where(channel => Seen[group].Contains(new Cell(row, column, channel)));

    char Mark(int group, int row, int column)
    {
        if (IsLeak(group, row, column)) return '!';
        if ((row, column) == (Row, Column)) return 'o';
        if (!IsBefore(row, column)) return ' ';
        var seen = Channels(group, row, column).Count();
        return seen == 0 ? '.' : seen == Image.Channels ? '#' : '+';
    }
}
