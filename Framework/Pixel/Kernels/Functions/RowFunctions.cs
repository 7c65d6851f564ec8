using System.Numerics;
using System.Runtime.CompilerServices;
using Pixel.Kernels.Lanes;

namespace Pixel.Kernels.Functions;

/// <summary>What the step face computes element by element, over a few rows at once.</summary>
static class RowFunctions<TLanes, TVector, T>
    where TLanes : struct, ILanes<TVector, T>
    where TVector : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rectify(ref T x, nint xStride, ref T result, nint resultStride, int rows, nint size)
    {
        for (; rows > 0; rows--)
        {
            nint i = 0;
            for (; i <= size - TLanes.Count; i += TLanes.Count)
                TLanes.Store(VectorMath<TLanes, TVector, T>.Rectify(TLanes.Load(ref Unsafe.Add(ref x, i))), ref Unsafe.Add(ref result, i));
            for (; i < size; i++) Unsafe.Add(ref result, i) = VectorMath<OneLane<T>, T, T>.Rectify(Unsafe.Add(ref x, i));
            x = ref Unsafe.Add(ref x, xStride);
            result = ref Unsafe.Add(ref result, resultStride);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(ref T x, nint xStride, ref T y, nint yStride, ref T result, nint resultStride, int rows, nint size)
    {
        for (; rows > 0; rows--)
        {
            nint i = 0;
            for (; i <= size - TLanes.Count; i += TLanes.Count)
                TLanes.Store(TLanes.Add(TLanes.Load(ref Unsafe.Add(ref x, i)), TLanes.Load(ref Unsafe.Add(ref y, i))), ref Unsafe.Add(ref result, i));
            for (; i < size; i++) Unsafe.Add(ref result, i) = OneLane<T>.Add(Unsafe.Add(ref x, i), Unsafe.Add(ref y, i));
            x = ref Unsafe.Add(ref x, xStride);
            y = ref Unsafe.Add(ref y, yStride);
            result = ref Unsafe.Add(ref result, resultStride);
        }
    }
}
