using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Pixel.Kernels.Lanes;

namespace Pixel.Kernels.Functions;

/// <summary>The LSTM cell over a few rows at once.</summary>
static class Cells<TLanes, TVector, T>
    where TLanes : struct, ILanes<TVector, T>
    where TVector : struct
    where T : unmanaged
{
    const int Gates = 4;

    /// <summary>Rows of cells: gates o | f | i | g of <c>hidden.Size</c> cells each, in two terms.</summary>
    public static void Compute(Rows<T> first, Rows<T> second, Rows<T> before, Rows<T> cell, Rows<T> hidden)
    {
        nint whole = hidden.Size / TLanes.Count * TLanes.Count;
        if (whole > 0)
            Whole(
                ref first.First, first.Stride, ref second.First, second.Stride, ref before.First, before.Stride,
                ref cell.First, cell.Stride, ref hidden.First, hidden.Stride, hidden.Count, hidden.Size, whole);
        if (whole == hidden.Size) return;
        for (var row = 0; row < hidden.Count; row++) Last(first[row], second[row], before[row], cell[row], hidden[row], (int)whole);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Whole(
        ref T first, nint firstStride, ref T second, nint secondStride, ref T before, nint beforeStride,
        ref T cell, nint cellStride, ref T hidden, nint hiddenStride, int rows, nint size, nint whole)
    {
        // In two passes: the hidden states of a row would wait for its cell states.
        ref var gates = ref first;
        ref var states = ref second;
        ref var cells = ref cell;
        for (var row = 0; row < rows; row++)
        {
            for (nint i = 0; i < whole; i += TLanes.Count)
            {
                var forget = VectorMath<TLanes, TVector, T>.SigmoidDivisor(Gate(ref gates, ref states, size + i));
                var candidate = VectorMath<TLanes, TVector, T>.Gated(Gate(ref gates, ref states, 2 * size + i), Gate(ref gates, ref states, 3 * size + i));
                TLanes.Store(TLanes.Add(TLanes.Divide(TLanes.Load(ref Unsafe.Add(ref before, i)), forget), candidate), ref Unsafe.Add(ref cells, i));
            }
            gates = ref Unsafe.Add(ref gates, firstStride);
            states = ref Unsafe.Add(ref states, secondStride);
            before = ref Unsafe.Add(ref before, beforeStride);
            cells = ref Unsafe.Add(ref cells, cellStride);
        }
        for (var row = 0; row < rows; row++)
        {
            for (nint i = 0; i < whole; i += TLanes.Count)
                TLanes.Store(
                    VectorMath<TLanes, TVector, T>.Gated(Gate(ref first, ref second, i), TLanes.Load(ref Unsafe.Add(ref cell, i))),
                    ref Unsafe.Add(ref hidden, i));
            first = ref Unsafe.Add(ref first, firstStride);
            second = ref Unsafe.Add(ref second, secondStride);
            cell = ref Unsafe.Add(ref cell, cellStride);
            hidden = ref Unsafe.Add(ref hidden, hiddenStride);
        }
    }

    /// <summary>The cells at the end of a row that do not fill a vector, as the beginning of a whole one.</summary>
    static void Last(Span<T> first, Span<T> second, Span<T> before, Span<T> cell, Span<T> hidden, int whole)
    {
        var (size, rest, lanes) = (hidden.Length, hidden.Length - whole, TLanes.Count);
        Span<T> buffer = stackalloc T[(2 * Gates + 3) * lanes];
        var (b, c, h) = (2 * Gates * lanes, (2 * Gates + 1) * lanes, (2 * Gates + 2) * lanes);
        for (var gate = 0; gate < Gates; gate++)
        {
            first.Slice(gate * size + whole, rest).CopyTo(buffer[(gate * lanes)..]);
            second.Slice(gate * size + whole, rest).CopyTo(buffer[((Gates + gate) * lanes)..]);
        }
        before[whole..].CopyTo(buffer[b..]);
        Whole(
            ref MemoryMarshal.GetReference(buffer), 0, ref buffer[Gates * lanes], 0, ref buffer[b], 0, ref buffer[c], 0, ref buffer[h], 0, 1, lanes, lanes);
        buffer.Slice(c, rest).CopyTo(cell[whole..]);
        buffer.Slice(h, rest).CopyTo(hidden[whole..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TVector Gate(ref T first, ref T second, nint place) =>
        TLanes.Add(TLanes.Load(ref Unsafe.Add(ref first, place)), TLanes.Load(ref Unsafe.Add(ref second, place)));
}
