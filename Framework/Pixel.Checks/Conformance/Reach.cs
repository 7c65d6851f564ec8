using Pixel.Contracts;

namespace Pixel.Checks.Conformance;

/// <summary>What every output cell of a network was measured to see, on images of one shape.</summary>
/// <param name="Whole">The images that the model was built for.</param>
/// <param name="Label">The network's own images in words.</param>
/// <param name="Network">The network.</param>
/// <param name="Part">Which network of the model: 0, or 1 for that of the smaller image.</param>
/// <param name="Fresh">Seen with initial weights, of any seed.</param>
/// <param name="Trained">Seen after a training step, of any seed.</param>
sealed record Reach(
    ImageShape Whole, string Label, NetworkDescription Network, int Part, Dictionary<Cell, HashSet<Cell>> Fresh, Dictionary<Cell, HashSet<Cell>> Trained)
{
    /// <summary>What is seen that does not come before, in raster order of the output and then of what is seen.</summary>
    public IReadOnlyList<Leak> Leaks { get; } =
    [
        .. Fresh.Keys.OrderBy(cell => Leak.Order(cell, Network.Image)).SelectMany(cell => Fresh[cell].Union(Trained[cell])
            .Where(read => Leak.Order(read, Network.Image) >= Leak.Order(cell, Network.Image))
            .OrderBy(read => Leak.Order(read, Network.Image))
            .Select(read => new Leak(cell, read, !Fresh[cell].Contains(read)))),
    ];
}

/// <summary>A sub-pixel that an output depends on and that does not come before it.</summary>
/// <param name="Output">The output.</param>
/// <param name="Seen">The sub-pixel.</param>
/// <param name="OnlyTrained">Whether it showed only after a training step.</param>
readonly record struct Leak(Cell Output, Cell Seen, bool OnlyTrained)
{
    /// <summary>The place in raster order: rows from the top, pixels from the left, then channels.</summary>
    public static int Order(Cell cell, ImageShape image) => (cell.Row * image.Width + cell.Column) * image.Channels + cell.Group;

    /// <summary><c>the output for row 2, column 3, green sees row 2, column 4, red</c>.</summary>
    public string Text(ImageShape image) =>
        $"the output for {Names.Of(Output, image)} sees {Names.Of(Seen, image)}{(Seen == Output ? " (itself)" : "")}{(OnlyTrained ? ", after a training step" : "")}";
}
