using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Pixel.Kernels.Lanes;

namespace Pixel.Kernels.Functions;

/// <summary>A function of one number, in all lanes at once.</summary>
/// <typeparam name="TVector">The vector.</typeparam>
interface IFunction<TVector>
{
    static abstract TVector Of(TVector x);
}

/// <summary>The functions of one number.</summary>
static class FunctionsOfOne<TLanes, TVector, T>
    where TLanes : struct, ILanes<TVector, T>
    where TVector : struct
    where T : unmanaged
{
    public readonly struct Exp : IFunction<TVector>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Of(TVector x) => VectorMath<TLanes, TVector, T>.Exp(x);
    }

    public readonly struct Sigmoid : IFunction<TVector>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Of(TVector x) => VectorMath<TLanes, TVector, T>.Sigmoid(x);
    }

    public readonly struct Tanh : IFunction<TVector>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Of(TVector x) => VectorMath<TLanes, TVector, T>.Tanh(x);
    }
}

/// <summary>Functions over whole spans.</summary>
static class Elementwise<TLanes, TVector, T>
    where TLanes : struct, ILanes<TVector, T>
    where TVector : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply<TFunction>(ReadOnlySpan<T> x, Span<T> result) where TFunction : struct, IFunction<TVector>
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(result.Length, x.Length);
        ref var source = ref MemoryMarshal.GetReference(x);
        ref var target = ref MemoryMarshal.GetReference(result);
        nint i = 0;
        for (; i <= x.Length - TLanes.Count; i += TLanes.Count)
            TLanes.Store(TFunction.Of(TLanes.Load(ref Unsafe.Add(ref source, i))), ref Unsafe.Add(ref target, i));
        if (i == x.Length) return;
        Span<T> last = stackalloc T[TLanes.Count]; // a whole vector, of which the end of the span is the beginning
        x[(int)i..].CopyTo(last);
        Apply<TFunction>(last, last);
        last[..(x.Length - (int)i)].CopyTo(result[(int)i..]);
    }
}

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
