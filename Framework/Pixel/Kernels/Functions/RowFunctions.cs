using System.Runtime.CompilerServices;
using Pixel.Kernels.Lanes;

namespace Pixel.Kernels.Functions;

/// <summary>What the step face computes element by element, over a few rows at once.</summary>
static class RowFunctions<TLanes, TVector, T>
    where TLanes : struct, ILanes<TVector, T>
    where TVector : struct
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rectify(ref T x, nint xStride, ref T result, nint resultStride, int rows, int size)
    {
        for (; rows > 0; rows--)
        {
            for (var i = 0; i < size; i += TLanes.Count)
            {
                var value = Part<TLanes, TVector, T>.Load(ref Unsafe.Add(ref x, i), size - i);
                Part<TLanes, TVector, T>.Store(VectorMath<TLanes, TVector, T>.Rectify(value), ref Unsafe.Add(ref result, i), size - i);
            }
            x = ref Unsafe.Add(ref x, xStride);
            result = ref Unsafe.Add(ref result, resultStride);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(ref T x, nint xStride, ref T y, nint yStride, ref T result, nint resultStride, int rows, int size)
    {
        for (; rows > 0; rows--)
        {
            for (var i = 0; i < size; i += TLanes.Count)
            {
                var sum = TLanes.Add(
                    Part<TLanes, TVector, T>.Load(ref Unsafe.Add(ref x, i), size - i),
                    Part<TLanes, TVector, T>.Load(ref Unsafe.Add(ref y, i), size - i));
                Part<TLanes, TVector, T>.Store(sum, ref Unsafe.Add(ref result, i), size - i);
            }
            x = ref Unsafe.Add(ref x, xStride);
            y = ref Unsafe.Add(ref y, yStride);
            result = ref Unsafe.Add(ref result, resultStride);
        }
    }

    /// <summary>One row of LSTM cells: gates o | f | i | g of <paramref name="size"/> cells each, in two terms.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Cell(ref T first, ref T second, ref T before, ref T cell, ref T hidden, int size)
    {
        for (var i = 0; i < size; i += TLanes.Count)
        {
            var left = size - i;
            var forget = VectorMath<TLanes, TVector, T>.Sigmoid(Gate(ref first, ref second, size + i, left));
            var input = VectorMath<TLanes, TVector, T>.Sigmoid(Gate(ref first, ref second, 2 * size + i, left));
            var candidate = VectorMath<TLanes, TVector, T>.Tanh(Gate(ref first, ref second, 3 * size + i, left));
            var kept = TLanes.Multiply(forget, Part<TLanes, TVector, T>.Load(ref Unsafe.Add(ref before, i), left));
            var next = TLanes.MultiplyAdd(input, candidate, kept);
            Part<TLanes, TVector, T>.Store(next, ref Unsafe.Add(ref cell, i), left);
            var output = VectorMath<TLanes, TVector, T>.Sigmoid(Gate(ref first, ref second, i, left));
            Part<TLanes, TVector, T>.Store(
                TLanes.Multiply(output, VectorMath<TLanes, TVector, T>.Tanh(next)), ref Unsafe.Add(ref hidden, i), left);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TVector Gate(ref T first, ref T second, int place, int left) => TLanes.Add(
        Part<TLanes, TVector, T>.Load(ref Unsafe.Add(ref first, place), left), Part<TLanes, TVector, T>.Load(ref Unsafe.Add(ref second, place), left));
}
