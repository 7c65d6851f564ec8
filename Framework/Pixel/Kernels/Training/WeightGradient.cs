using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pixel.Kernels.Training;

/// <summary>Sums Aᵀ·B over rows (pixels), the gradient of a weight: each number of the result one sum over the rows in order.</summary>
/// <typeparam name="T">The arithmetic: <see cref="float"/> or <see cref="double"/>.</typeparam>
readonly unsafe struct WeightGradient<T> : IDisposable where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly Scratch<T> _sum;
    readonly int _columns;
    readonly int _width;
    readonly int _length;

    /// <summary>Takes memory for a sum, to be cleared before it is used.</summary>
    /// <param name="rows">Columns of A.</param>
    /// <param name="columns">Columns of B.</param>
    public WeightGradient(int rows, int columns)
    {
        (_columns, _width) = (columns, Panels.Vectors<T>(columns) * Vector512<T>.Count);
        _length = checked(rows * _width);
        _sum = new Scratch<T>(_length);
    }

    /// <summary>Begins with zeros.</summary>
    public void Clear() => new Span<T>(_sum.Start, _length).Clear();

    /// <summary>A row of the sum.</summary>
    public T* this[int row] => _sum.Start + (long)row * _width;

    /// <summary>Adds Aᵀ·B to some rows of the sum.</summary>
    /// <param name="first">The first of them.</param>
    /// <param name="count">How many: numbers of a row of A.</param>
    /// <param name="rows">Rows of A and B.</param>
    /// <param name="a">A; the numbers at the row starts go to <paramref name="first"/>.</param>
    /// <param name="b">B.</param>
    /// <param name="rectify">Whether A is read through a ReLU.</param>
    /// <param name="open">The first column that counts of each row of the whole sum, rising; null where all do.</param>
    public void Add(int first, int count, int rows, NativeRows<T> a, NativeRows<T> b, bool rectify = false, int[]? open = null)
    {
        if (_width == _columns)
        {
            AddWhole(first, count, rows, a, b, rectify, open);
            return;
        }
        using var whole = new Scratch<T>((long)rows * _width); // B with its rows filled up to whole vectors
        for (var row = 0; row < rows; row++) Simd.CopyToVectors(b[row], _columns, whole.Start + (nint)row * _width);
        AddWhole(first, count, rows, a, new NativeRows<T>(whole.Start, _width), rectify, open);
    }

    /// <summary>Adds a part of another sum of the same size.</summary>
    /// <param name="other">The other.</param>
    /// <param name="part">The part, from 0.</param>
    /// <param name="parts">Of how many nearly equal ones.</param>
    public void Add(WeightGradient<T> other, int part, int parts)
    {
        var (first, end) = ((int)((long)_length * part / parts), (int)((long)_length * (part + 1) / parts));
        var to = new Span<T>(_sum.Start + first, end - first);
        TensorPrimitives.Add(to, new ReadOnlySpan<T>(other._sum.Start + first, end - first), to);
    }

    /// <inheritdoc/>
    public void Dispose() => _sum.Dispose();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void AddWhole(int first, int count, int rows, NativeRows<T> a, NativeRows<T> b, bool rectify, int[]? open)
    {
        var run = new Run(0, rows);
        var at = new TileSpan<T> { ARow = 1, AStep = a.Stride, BStep = b.Stride, StartRow = _width, CRow = _width, Run = &run, Runs = 1 };
        for (var index = 0; index < Panels.Count<T>(_columns); index++)
        {
            var panel = Panels.At<T>(_columns, index);
            at.B = b[0] + panel.Column;
            var block = Tile<T>.MaxRows(panel.Vectors);
            for (var row = 0; row < count; row += block)
            {
                if (open is not null && open[first + row] >= panel.Column + panel.Columns) break; // so are all rows after it
                at.A = a[0] + row;
                at.Start = at.C = this[first + row] + panel.Column;
                Tile<T>.Compute(at, Math.Min(block, count - row), panel.Vectors, rectify);
            }
        }
    }
}

/// <summary>The gradients of some weights over a batch, of which each thread takes some images.</summary>
/// <remarks>Shares of the batch have sums of their own, which are added up in order: the bits do not depend on the number of threads.</remarks>
/// <typeparam name="T">The arithmetic.</typeparam>
readonly struct WeightGradients<T> : IDisposable where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Numbers to add up from which on other threads help: fewer are added up sooner than a thread wakes.</summary>
    const int ShareOut = 1 << 18;

    readonly WeightGradient<T>[] _sums;

    WeightGradients(int columns, ReadOnlySpan<int> rows)
    {
        _sums = new WeightGradient<T>[rows.Length];
        for (var weight = 0; weight < rows.Length; weight++) _sums[weight] = new WeightGradient<T>(rows[weight], columns);
    }

    /// <summary>The sum of a weight.</summary>
    /// <param name="weight">Its index.</param>
    public WeightGradient<T> this[int weight] => _sums[weight];

    /// <summary>Runs the backward pass of each image, and sums what it adds to the gradients of the weights.</summary>
    /// <param name="batch">The number of images.</param>
    /// <param name="columns">Columns of every sum.</param>
    /// <param name="rows">Rows of each sum.</param>
    /// <param name="backward">Computes an image, and adds to the sums that it is given.</param>
    public static WeightGradients<T> Sum(int batch, int columns, int[] rows, Action<int, WeightGradients<T>> backward)
    {
        const int most = 16; // as many threads find work
        var shares = Math.Min(batch, most);
        var sums = new WeightGradients<T>[shares];
        for (var share = 0; share < shares; share++) sums[share] = new WeightGradients<T>(columns, rows);
        Workers.Run(shares, share =>
        {
            foreach (var sum in sums[share]._sums) sum.Clear();
            for (var image = batch * share / shares; image < batch * (share + 1) / shares; image++) backward(image, sums[share]);
        });
        var parts = (long)shares * columns * rows.Sum() > ShareOut ? Workers.Count : 1;
        Workers.Run(parts, part =>
        {
            for (var share = 1; share < shares; share++)
                for (var weight = 0; weight < rows.Length; weight++) sums[0][weight].Add(sums[share][weight], part, parts);
        });
        for (var share = 1; share < shares; share++) sums[share].Dispose();
        return sums[0];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var sum in _sums) sum.Dispose();
    }
}
