using System.Numerics;
using System.Runtime.CompilerServices;
using Pixel.Kernels.Training;

namespace Pixel.Layers.Lstm;

/// <summary>The managed path of <see cref="RowLstmScan"/> over images on plain memory, one row after the other.</summary>
/// <remarks>The row before lies between zeros, so that what a pixel reads of it is one stretch of memory.</remarks>
/// <typeparam name="T">The arithmetic.</typeparam>
/// <param name="height">Rows of an image.</param>
/// <param name="width">Columns.</param>
/// <param name="hidden">The channels h.</param>
/// <param name="kernel">Columns of the state-to-state kernel.</param>
readonly unsafe struct RowLstmKernel<T>(int height, int width, int hidden, int kernel)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    int Gates => LstmGates.Count * hidden;

    int Padding => kernel / 2;

    int Row => width * hidden;

    /// <summary>Computes the output of an image.</summary>
    /// <param name="gates">The input-to-state map, (H, W, 4h).</param>
    /// <param name="weight">The state-to-state weights: rows of each tap's states, taps from the left.</param>
    /// <param name="initialHidden">The hidden state above the first row, h numbers.</param>
    /// <param name="initialCell">The cell state above the first row, h numbers.</param>
    /// <param name="output">Receives the output, (H, W, h).</param>
    /// <param name="activations">Receives the activated gates, (H, W, 4h); null where there is no backward.</param>
    /// <param name="cells">Receives the cell states, (H, W, h); null where there is no backward.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Forward(T* gates, PanelMatrix<T> weight, T* initialHidden, T* initialCell, T* output, T* activations, T* cells)
    {
        var padded = (width + 2 * Padding) * hidden;
        using var memory = new Scratch<T>((long)padded + Row + (long)width * Gates);
        var above = memory.Start;
        var carry = above + padded;
        var aside = carry + Row;
        new Span<T>(above, padded).Clear();
        for (var column = 0; column < width; column++)
        {
            Copy(initialHidden, above + (Padding + column) * hidden, hidden);
            Copy(initialCell, carry + column * hidden, hidden);
        }
        ReadOnlySpan<Run> reads = [new Run(0, kernel * hidden)];
        for (var row = 0; row < height; row++)
        {
            var gate = activations is null ? aside : activations + (nint)row * width * Gates;
            weight.Multiply(
                width, new NativeRows<T>(above, hidden), reads, new NativeRows<T>(gates + (nint)row * width * Gates, Gates), new NativeRows<T>(gate, Gates));
            var (rows, cell) = (new NativeRows<T>(gate, Gates), new NativeRows<T>(carry, hidden));
            var (state, to) = (new NativeRows<T>(above + Padding * hidden, hidden), new NativeRows<T>(output + (nint)row * Row, hidden));
            if (cells is null) LstmCellKernel<T>.Default.Evaluate(width, hidden, rows, cell, state, to);
            else LstmCellKernel<T>.Default.Forward(width, hidden, rows, cell, state, to, new NativeRows<T>(cells + (nint)row * Row, hidden));
        }
    }

    /// <summary>Computes the gradients of the input-to-state map of an image and of the initial states.</summary>
    /// <param name="output">The gradient of the output, (H, W, h).</param>
    /// <param name="weight">The state-to-state weights transposed: rows of each tap's gates, taps from the right.</param>
    /// <param name="initialCell">The cell state above the first row.</param>
    /// <param name="activations">The activated gates, (H, W, 4h).</param>
    /// <param name="cells">The cell states, (H, W, h).</param>
    /// <param name="gates">Receives the gradient of the map, (H, W, 4h).</param>
    /// <param name="initial">Receives the gradient of the initial hidden state, then of the initial cell state, h numbers each.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Backward(T* output, PanelMatrix<T> weight, T* initialCell, T* activations, T* cells, T* gates, T* initial)
    {
        var padded = (width + 2 * Padding) * Gates;
        using var memory = new Scratch<T>((long)padded + 2L * Row + hidden);
        new Span<T>(memory.Start, padded + 2 * Row + hidden).Clear();
        var below = memory.Start;
        var carry = below + padded;
        var states = carry + Row;
        var zero = states + Row;
        ReadOnlySpan<Run> reads = [new Run(0, kernel * Gates)];
        for (var row = height - 1; row >= 0; row--)
        {
            if (row > 0)
            {
                Simd.Prefetch(activations + (nint)(row - 1) * width * Gates, width * Gates);
                Simd.Prefetch(cells + (nint)(row - 2) * Row, row > 1 ? Row : 0);
            }
            weight.Multiply(width, new NativeRows<T>(below, Gates), reads, new NativeRows<T>(output + (nint)row * Row, hidden), new NativeRows<T>(states, hidden));
            var (gate, cell) = ((nint)row * width * Gates, (nint)row * Row);
            LstmCellKernel<T>.Default.Backward(
                width, hidden, new NativeRows<T>(activations + gate, Gates),
                row == 0 ? new NativeRows<T>(initialCell, 0) : new NativeRows<T>(cells + cell - Row, hidden), new NativeRows<T>(cells + cell, hidden),
                new NativeRows<T>(states, hidden), new NativeRows<T>(carry, hidden), new NativeRows<T>(below + Padding * Gates, Gates),
                new NativeRows<T>(gates + gate, Gates));
        }
        weight.Multiply(width, new NativeRows<T>(below, Gates), reads, new NativeRows<T>(zero, 0), new NativeRows<T>(states, hidden));
        SumColumns(states, initial);
        SumColumns(carry, initial + hidden);
    }

    /// <summary>Adds to the gradient of the weights.</summary>
    /// <param name="sum">The gradient, rows as in <see cref="Forward"/>.</param>
    /// <param name="initialHidden">The hidden state above the first row.</param>
    /// <param name="output">The output of an image.</param>
    /// <param name="gates">The gradient of its input-to-state map.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddWeightGradient(WeightGradient<T> sum, T* initialHidden, T* output, T* gates)
    {
        for (var tap = 0; tap < kernel; tap++)
        {
            var offset = tap - Padding; // a pixel reads the state `offset` columns to its right
            var column = Math.Max(0, -offset);
            var count = width - Math.Abs(offset);
            if (count <= 0) continue;
            var first = tap * hidden;
            sum.Add(first, hidden, count, new NativeRows<T>(initialHidden, 0), new NativeRows<T>(gates + column * Gates, Gates));
            var rows = offset == 0 ? Math.Min(1, height - 1) : height - 1; // a column's own states follow each other through the image
            for (var row = 0; row < rows; row++)
                sum.Add(
                    first, hidden, offset == 0 ? (height - 1) * width : count,
                    new NativeRows<T>(output + (nint)(row * width + column + offset) * hidden, hidden),
                    new NativeRows<T>(gates + (nint)((row + 1) * width + column) * Gates, Gates));
        }
    }

    void SumColumns(T* from, T* to)
    {
        new Span<T>(to, hidden).Clear();
        for (var column = 0; column < width; column++)
            for (var channel = 0; channel < hidden; channel++)
                to[channel] += from[column * hidden + channel];
    }

    static void Copy(T* from, T* to, int count) => new ReadOnlySpan<T>(from, count).CopyTo(new Span<T>(to, count));
}
