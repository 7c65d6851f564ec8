using System.Numerics;
using System.Runtime.Intrinsics;

namespace Pixel.Kernels.Training;

/// <summary>How the columns of a matrix are cut into panels of nearly the same width.</summary>
static class Panels
{
    /// <summary>The vectors that hold so many columns.</summary>
    public static int Vectors<T>(int columns) => (columns + Vector512<T>.Count - 1) / Vector512<T>.Count;

    /// <summary>The number of panels.</summary>
    public static int Count<T>(int columns) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        (Vectors<T>(columns) + Tile<T>.MaxColumns - 1) / Tile<T>.MaxColumns;

    /// <summary>One of the panels.</summary>
    public static Panel At<T>(int columns, int index) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (vectors, panels) = (Vectors<T>(columns), Count<T>(columns));
        var (first, end) = (vectors * index / panels, vectors * (index + 1) / panels);
        var column = first * Vector512<T>.Count;
        return new Panel(column, Math.Min(columns, end * Vector512<T>.Count) - column, end - first);
    }
}
