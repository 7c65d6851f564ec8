using System.Numerics;
using System.Runtime.CompilerServices;
using Pixel.Kernels.Training;

namespace Pixel.Layers.Lstm;

/// <summary>The managed path of <see cref="DiagonalLstmScan"/> over images on plain memory, one diagonal after the other.</summary>
/// <remarks>
/// Position r of diagonal d is the pixel in row r and scan column d − r; it reads positions r and r − 1 of the diagonal before. States
/// are kept for two diagonals, position r at r + 1; those outside the image are never written and stay zero. What backward needs of each
/// cell lies in the order of the scan. A right-to-left scan counts columns from the right and gives row r to row r + 1 of the output;
/// the last row's cells reach no output and are not computed.
/// </remarks>
/// <typeparam name="T">The arithmetic.</typeparam>
/// <param name="height">Rows of an image.</param>
/// <param name="width">Columns.</param>
/// <param name="hidden">The channels h.</param>
/// <param name="direction">Where the scan starts.</param>
readonly unsafe struct DiagonalLstmKernel<T>(int height, int width, int hidden, ScanDirection direction)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly bool _mirrored = direction == ScanDirection.RightToLeft;

    /// <summary>The cells of an image that are computed.</summary>
    public long Cells => (long)Rows * width;

    int Rows => _mirrored ? height - 1 : height;

    int Gates => LstmGates.Count * hidden;

    int Diagonals => Rows > 0 ? Rows + width - 1 : 0;

    /// <summary>From a pixel to the next of its diagonal, one row down.</summary>
    int Step => _mirrored ? width + 1 : width - 1;

    /// <summary>From a pixel to the one whose output it gives.</summary>
    int Shift => _mirrored ? width : 0;

    /// <summary>Computes the output of an image.</summary>
    /// <param name="gates">The input-to-state map, (H, W, 4h).</param>
    /// <param name="weight">The state-to-state weights: rows of the state above, then of the one beside.</param>
    /// <param name="output">Receives the output, (H, W, h).</param>
    /// <param name="activations">Receives the activated gates, (cells, 4h); null where there is no backward.</param>
    /// <param name="cells">Receives the cell states, (cells, h); null where there is no backward.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Forward(T* gates, PanelMatrix<T> weight, T* output, T* activations, T* cells)
    {
        var states = (Rows + 1) * hidden;
        using var memory = new Scratch<T>(3L * states + (long)Rows * Gates);
        new Span<T>(memory.Start, 3 * states).Clear();
        var previous = memory.Start;
        var next = previous + states;
        var carry = next + states;
        var aside = carry + states;
        if (_mirrored) new Span<T>(output, width * hidden).Clear();
        ReadOnlySpan<Run> reads = [new Run(0, 2 * hidden)];
        for (var diagonal = 0; diagonal < Diagonals; diagonal++)
        {
            var (first, count, pixel) = Positions(diagonal);
            var gate = activations is null ? aside : activations;
            weight.Multiply(
                count, new NativeRows<T>(previous + first * hidden, hidden), reads,
                new NativeRows<T>(gates + (nint)pixel * Gates, (nint)Step * Gates), new NativeRows<T>(gate, Gates));
            var (rows, cell) = (new NativeRows<T>(gate, Gates), new NativeRows<T>(carry + first * hidden, hidden));
            var state = new NativeRows<T>(next + (first + 1) * hidden, hidden);
            var to = new NativeRows<T>(output + (nint)(pixel + Shift) * hidden, (nint)Step * hidden);
            if (activations is null)
            {
                LstmCellKernel<T>.Default.Evaluate(count, hidden, rows, cell, state, to);
            }
            else
            {
                LstmCellKernel<T>.Default.Forward(count, hidden, rows, cell, state, to, new NativeRows<T>(cells, hidden));
                activations += count * Gates;
                cells += count * hidden;
            }
            Swap(ref previous, ref next);
        }
    }

    /// <summary>Computes the gradient of the input-to-state map of an image.</summary>
    /// <param name="output">The gradient of the output, (H, W, h).</param>
    /// <param name="weight">The state-to-state weights transposed: rows of the gates beside, then of those below.</param>
    /// <param name="activations">The activated gates, (cells, 4h).</param>
    /// <param name="cells">The cell states, (cells, h).</param>
    /// <param name="gates">Receives the gradient, (H, W, 4h).</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Backward(T* output, PanelMatrix<T> weight, T* activations, T* cells, T* gates)
    {
        var (states, all) = (Rows * hidden, (Rows + 1) * Gates);
        using var memory = new Scratch<T>(2L * all + 2L * states + hidden);
        new Span<T>(memory.Start, 2 * all + 2 * states + hidden).Clear();
        var previous = memory.Start;
        var next = previous + all;
        var carry = next + all;
        var state = carry + states;
        var outside = state + states;
        if (_mirrored) new Span<T>(gates + Cells * Gates, width * Gates).Clear();
        activations += Cells * Gates;
        cells += Cells * hidden;
        ReadOnlySpan<Run> reads = [new Run(0, 2 * Gates)];
        for (var diagonal = Diagonals - 1; diagonal >= 0; diagonal--)
        {
            var (first, count, pixel) = Positions(diagonal);
            activations -= count * Gates;
            cells -= count * hidden;
            var (firstBefore, countBefore, _) = diagonal > 0 ? Positions(diagonal - 1) : default;
            Simd.Prefetch(activations - countBefore * Gates, countBefore * Gates);
            weight.Multiply(
                count, new NativeRows<T>(previous + first * Gates, Gates), reads,
                new NativeRows<T>(output + (nint)(pixel + Shift) * hidden, (nint)Step * hidden), new NativeRows<T>(state, hidden));
            var inside = first + count > diagonal ? count - 1 : count; // the cell in column 0 has none beside it
            for (var (from, end) = (0, inside); from < count; (from, end) = (end, count))
            {
                var before = from < inside ? new NativeRows<T>(cells + (first - firstBefore - countBefore) * hidden, hidden) : new NativeRows<T>(outside, 0);
                LstmCellKernel<T>.Default.Backward(
                    end - from, hidden, new NativeRows<T>(activations, Gates).From(from), before, new NativeRows<T>(cells, hidden).From(from),
                    new NativeRows<T>(state, hidden).From(from), new NativeRows<T>(carry + first * hidden, hidden).From(from),
                    new NativeRows<T>(next + first * Gates, Gates).From(from),
                    new NativeRows<T>(gates + (nint)pixel * Gates, (nint)Step * Gates).From(from));
            }
            Swap(ref previous, ref next);
        }
    }

    /// <summary>Adds to the gradient of the weights.</summary>
    /// <param name="sum">The gradient, rows as in <see cref="Forward"/>.</param>
    /// <param name="output">The output of an image.</param>
    /// <param name="gates">The gradient of its input-to-state map.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddWeightGradient(WeightGradient<T> sum, T* output, T* gates)
    {
        if (Rows > 1) // the state of pixel p is read by the gates of pixel p + width
            sum.Add(
                0, hidden, (Rows - 1) * width, new NativeRows<T>(output + (nint)Shift * hidden, hidden), new NativeRows<T>(gates + (nint)width * Gates, Gates));
        if (width == 1) return;
        var (state, gate) = _mirrored ? (1, 0) : (0, 1); // the first column whose state, and whose gates, have a part
        for (var row = 0; row < Rows; row++)
            sum.Add(
                hidden, hidden, width - 1, new NativeRows<T>(output + (nint)(row * width + state + Shift) * hidden, hidden),
                new NativeRows<T>(gates + (nint)(row * width + gate) * Gates, Gates));
    }

    /// <summary>The first row of a diagonal, its length, and the first pixel.</summary>
    (int First, int Count, int Pixel) Positions(int diagonal)
    {
        var (first, last) = (Math.Max(0, diagonal - width + 1), Math.Min(Rows - 1, diagonal));
        var column = diagonal - first;
        return (first, last - first + 1, first * width + (_mirrored ? width - 1 - column : column));
    }

    static void Swap(ref T* first, ref T* second)
    {
        var kept = first;
        first = second;
        second = kept;
    }
}
