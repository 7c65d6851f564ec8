using Pixel.Contracts;

namespace Pixel.Checks.Conformance;

/// <summary>Sub-pixels and layers in words.</summary>
static class Names
{
    static readonly string[] Colours = ["red", "green", "blue"];

    /// <summary><c>row 2, column 3, green</c>; of a gray image without the colour. Counted from 0.</summary>
    public static string Of(Cell cell, ImageShape image) =>
        $"row {cell.Row}, column {cell.Column}{(image.Channels == 1 ? "" : ", " + Colour(cell.Group, image))}";

    /// <summary>The name of a channel.</summary>
    public static string Colour(int channel, ImageShape image) => image.Channels == Colours.Length ? Colours[channel] : $"channel {channel}";

    /// <summary><c>gray 5×7</c> or <c>RGB 4×6</c>.</summary>
    public static string Of(ImageShape image) =>
        $"{image.Channels switch { 1 => "gray", 3 => "RGB", var channels => $"{channels}-channel" }} {image.Height}×{image.Width}";

    /// <summary><c>'layer1_conv' (masked convolution, 3×3 B, 12 → 12)</c>.</summary>
    public static string Of(NodeDescription node) => $"'{node.Name}' ({node.Layer.Kind}, {node.Layer.Details})";
}
