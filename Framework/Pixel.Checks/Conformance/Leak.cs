using Pixel.Contracts;

namespace Pixel.Checks.Conformance;

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
