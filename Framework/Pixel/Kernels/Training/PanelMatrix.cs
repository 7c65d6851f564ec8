using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pixel.Kernels.Training;

/// <summary>The right factor W (K × N) of a product, cut into panels of a few vectors' width that lie in memory row by row.</summary>
/// <remarks>Rows at a panel's beginning and end that a mask silences for all its columns are not computed with.</remarks>
/// <typeparam name="T">The arithmetic: <see cref="float"/> or <see cref="double"/>.</typeparam>
readonly unsafe struct PanelMatrix<T> : IDisposable where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly Scratch<T> _memory;
    readonly int _rows;
    readonly int _columns;
    readonly (int From, int To)[] _open; // of each panel

    /// <summary>Makes a matrix of zeros.</summary>
    /// <param name="rows">K.</param>
    /// <param name="columns">N.</param>
    public PanelMatrix(int rows, int columns)
    {
        (_rows, _columns, _open) = (rows, columns, new (int, int)[Panels.Count<T>(columns)]);
        Array.Fill(_open, (rows, 0));
        var length = (long)rows * Panels.Vectors<T>(columns) * Vector512<T>.Count;
        _memory = new Scratch<T>(length);
        new Span<T>(_memory.Start, checked((int)length)).Clear();
    }

    /// <summary>Fills some rows.</summary>
    /// <param name="first">The first of them.</param>
    /// <param name="count">How many.</param>
    /// <param name="from">The number of the first row and column.</param>
    /// <param name="rowStride">From a row to the next, in numbers.</param>
    /// <param name="columnStride">From a column to the next, in numbers.</param>
    /// <param name="open">Whether a number counts, given its row among these and its column; null where all do.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Fill(int first, int count, T* from, long rowStride, long columnStride, Func<int, int, bool>? open = null)
    {
        for (var index = 0; index < Panels.Count<T>(_columns); index++)
        {
            var panel = Panels.At<T>(_columns, index);
            var width = panel.Vectors * Vector512<T>.Count;
            var to = _memory.Start + (long)panel.Column * _rows + (long)first * width;
            for (var row = 0; row < count; row++, to += width)
            {
                var source = from + row * rowStride + panel.Column * columnStride;
                var isOpen = open is null;
                for (var column = 0; column < panel.Columns; column++, source += columnStride)
                {
                    if (open is not null && !open(row, panel.Column + column)) continue; // stays zero
                    to[column] = *source;
                    isOpen = true;
                }
                if (isOpen) _open[index] = (Math.Min(_open[index].From, first + row), Math.Max(_open[index].To, first + row + 1));
            }
        }
    }

    /// <summary>C[m, :] = start[m, :] + A[m, :]·W, each sum over K in order.</summary>
    /// <param name="rows">Rows of A and C.</param>
    /// <param name="a">Where A's rows begin, and how they lie.</param>
    /// <param name="runs">The numbers of a row of A that make its K.</param>
    /// <param name="start">What the sums begin with; a stride of 0 gives all rows the same.</param>
    /// <param name="c">The result.</param>
    /// <param name="rectify">Whether A is read through a ReLU.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Multiply(int rows, NativeRows<T> a, ReadOnlySpan<Run> runs, NativeRows<T> start, NativeRows<T> c, bool rectify = false)
    {
        if (rows <= 0) return;
        var run = stackalloc Run[runs.Length];
        var at = new TileSpan<T> { ARow = a.Stride, AStep = 1, Run = run };
        for (var index = 0; index < Panels.Count<T>(_columns); index++)
        {
            var panel = Panels.At<T>(_columns, index);
            var width = panel.Vectors * Vector512<T>.Count;
            var (from, to) = _open[index];
            at.Runs = Run.Cut(runs, from, to, run);
            at.B = _memory.Start + (long)panel.Column * _rows + Math.Min(from, to) * width;
            at.BStep = width;
            var most = Tile<T>.MaxRows(panel.Vectors);
            var blocks = (rows + most - 1) / most;
            var (height, taller) = Math.DivRem(rows, blocks); // blocks of nearly the same height, the taller first
            for (var (row, count) = (0, 0); row < rows; row += count)
            {
                count = taller-- > 0 ? height + 1 : height;
                at.A = a[row];
                if (panel.Columns == width)
                {
                    at.Start = start[row] + panel.Column;
                    at.StartRow = start.Stride;
                    at.C = c[row] + panel.Column;
                    at.CRow = c.Stride;
                    Tile<T>.Compute(at, count, panel.Vectors, rectify);
                }
                else
                {
                    Partial(at, count, panel, rectify, start.From(row), c.From(row));
                }
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _memory.Dispose();

    /// <summary>A block whose last vector reaches beyond the matrix: computed aside.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    static void Partial(TileSpan<T> at, int rows, Panel panel, bool rectify, NativeRows<T> start, NativeRows<T> c)
    {
        var width = panel.Vectors * Vector512<T>.Count;
        var aside = stackalloc T[Tile<T>.MaxRows(panel.Vectors) * width];
        for (var row = 0; row < rows; row++) Simd.CopyToVectors(start[row] + panel.Column, panel.Columns, aside + row * width);
        at.Start = at.C = aside;
        at.StartRow = at.CRow = width;
        Tile<T>.Compute(at, rows, panel.Vectors, rectify);
        for (var row = 0; row < rows; row++) Simd.CopyFromVectors(aside + row * width, panel.Columns, c[row] + panel.Column);
    }
}

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

/// <summary>Columns that are computed together.</summary>
/// <param name="Column">The first.</param>
/// <param name="Columns">How many.</param>
/// <param name="Vectors">The vectors that hold them; the last panel's last vector may reach beyond.</param>
readonly record struct Panel(int Column, int Columns, int Vectors);
