using Pixel.Contracts;

namespace Pixel.Layers;

/// <summary>What a convolution reads around its own place, as data: a kernel, where it lies, and which of it is open.</summary>
/// <remarks>Kernel row i and column j read the place (row − <paramref name="RowsAbove"/> + i, column − <paramref name="ColumnsLeft"/> + j); beside the map are zeros.</remarks>
/// <param name="Height">Rows of the kernel, at least 1.</param>
/// <param name="Width">Columns of the kernel, at least 1.</param>
/// <param name="RowsAbove">Rows of the kernel above its own place, 0 … <paramref name="Height"/>.</param>
/// <param name="ColumnsLeft">Columns of the kernel left of its own place, 0 … <paramref name="Width"/>.</param>
/// <param name="Mask">Which colours the own place connects, all after it in raster order being silent; null where the whole kernel is open.</param>
public readonly record struct Taps(int Height, int Width, int RowsAbove, int ColumnsLeft, MaskType? Mask)
{
    /// <summary>A square or flat kernel around its own place, of which only what comes before in raster order is open (paper, section 3.4).</summary>
    /// <param name="height">Rows, odd.</param>
    /// <param name="width">Columns, odd.</param>
    /// <param name="mask">Which colours the own place connects.</param>
    public static Taps Masked(int height, int width, MaskType mask) => new(height, width, height / 2, width / 2, mask);

    /// <summary>Rows above its own alone, and columns around its own: of a vertical stack's first layer (Gated PixelCNN, section 2.3).</summary>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns, odd.</param>
    public static Taps Above(int height, int width) => new(height, width, height, width / 2, null);

    /// <summary>Its own row and rows above, columns around its own: for maps that are known a row at a time (PixelCNN++, 2×3).</summary>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns, odd.</param>
    public static Taps Down(int height, int width) => new(height, width, height - 1, width / 2, null);

    /// <summary>Its own row and rows above, its own column and columns to the left (PixelCNN++, 2×2).</summary>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    public static Taps DownRight(int height, int width) => new(height, width, height - 1, width - 1, null);

    /// <summary>Its own row and rows above, columns to the left alone (PixelCNN++, the first 2×1 layer).</summary>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    public static Taps Left(int height, int width) => new(height, width, height - 1, width, null);

    /// <summary>Its own place alone, all of it.</summary>
    public static Taps Point { get; } = new(1, 1, 0, 0, null);

    /// <summary>Whether nothing but its own place is read.</summary>
    public bool IsPoint => Height == 1 && Width == 1 && RowsAbove == 0 && ColumnsLeft == 0;

    /// <summary>Columns of the kernel right of its own place; −1 where it ends left of it.</summary>
    public int ColumnsRight => Width - 1 - ColumnsLeft;

    /// <summary>Columns to either side that are read, at most.</summary>
    public int ColumnReach => Math.Max(ColumnsLeft, ColumnsRight);

    /// <summary>Columns of the kernel that are open, wholly or in part, in its own row; 0 where it ends above.</summary>
    public int OwnColumns => RowsAbove == Height ? 0 : Mask is null ? Width : ColumnsLeft + 1;

    /// <summary>Taps that are open, wholly or in part: the first of the kernel, row by row.</summary>
    public int Open => Math.Min(RowsAbove, Height) * Width + OwnColumns;

    /// <summary>The sizes, for summaries: <c>7×7 A</c>, <c>2×3</c>.</summary>
    public override string ToString() => $"{Height}×{Width}{(Mask is { } mask ? $" {mask}" : RowsAbove == Height ? " above" : ColumnsLeft == Width ? " left" : "")}";

    /// <summary>Throws unless the kernel is one.</summary>
    /// <exception cref="ModelException">Sizes are out of range, or a mask has no own place.</exception>
    internal void Require()
    {
        if (Height < 1 || Width < 1 || RowsAbove < 0 || RowsAbove > Height || ColumnsLeft < 0 || ColumnsLeft > Width)
            throw new ModelException($"A convolution's kernel of {Height}×{Width} lies {RowsAbove} rows and {ColumnsLeft} columns before its own place; it is at least 1×1, and reaches its own place or the one after its end.");
        if (Mask is null && RowsAbove < Height - 1)
            throw new ModelException($"A convolution's kernel of {Height} rows lies {RowsAbove} rows above its own place; without a mask all of it lies there or above.");
        if (Mask is not null && (RowsAbove != Height / 2 || ColumnsLeft != Width / 2 || Height % 2 == 0 || Width % 2 == 0))
            throw new ModelException($"A masked convolution's kernel is {Height}×{Width}; both sizes must be odd.");
    }
}

/// <summary>Whether a masked convolution sees the colour group that it computes (paper, section 3.4).</summary>
public enum MaskType
{
    /// <summary>Only the groups before: the first layer, which reads the image itself.</summary>
    A,

    /// <summary>The groups before and the same group: every layer after the first, 1×1 layers included.</summary>
    B,
}
