using System.Numerics;
using System.Runtime.CompilerServices;
using Pixel.Kernels.Lanes;

namespace Pixel.Kernels.Functions;

/// <summary>The activations of Gated PixelCNN and PixelCNN++, over a few rows at once.</summary>
static class GateFunctions<TLanes, TVector, T>
    where TLanes : struct, ILanes<TVector, T>
    where TVector : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gate(ref T x, nint xStride, ref T result, nint resultStride, int rows, nint size, bool squash)
    {
        for (; rows > 0; rows--)
        {
            nint i = 0;
            for (; i <= size - TLanes.Count; i += TLanes.Count)
                TLanes.Store(
                    Gate<TLanes, TVector>(TLanes.Load(ref Unsafe.Add(ref x, i)), TLanes.Load(ref Unsafe.Add(ref x, size + i)), squash),
                    ref Unsafe.Add(ref result, i));
            for (; i < size; i++)
                Unsafe.Add(ref result, i) = Gate<OneLane<T>, T>(Unsafe.Add(ref x, i), Unsafe.Add(ref x, size + i), squash);
            x = ref Unsafe.Add(ref x, xStride);
            result = ref Unsafe.Add(ref result, resultStride);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Elu(ref T x, nint xStride, ref T result, nint resultStride, int rows, nint size)
    {
        for (; rows > 0; rows--)
        {
            nint i = 0;
            for (; i <= size - TLanes.Count; i += TLanes.Count)
                TLanes.Store(Elu<TLanes, TVector>(TLanes.Load(ref Unsafe.Add(ref x, i))), ref Unsafe.Add(ref result, i));
            for (; i < size; i++) Unsafe.Add(ref result, i) = Elu<OneLane<T>, T>(Unsafe.Add(ref x, i));
            x = ref Unsafe.Add(ref x, xStride);
            result = ref Unsafe.Add(ref result, resultStride);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ConcatElu(ref T x, nint xStride, ref T result, nint resultStride, int rows, nint size)
    {
        for (; rows > 0; rows--)
        {
            nint i = 0;
            for (; i <= size - TLanes.Count; i += TLanes.Count)
            {
                var value = TLanes.Load(ref Unsafe.Add(ref x, i));
                TLanes.Store(Elu<TLanes, TVector>(value), ref Unsafe.Add(ref result, i));
                TLanes.Store(Elu<TLanes, TVector>(TLanes.Subtract(TLanes.Fill(default), value)), ref Unsafe.Add(ref result, size + i));
            }
            for (; i < size; i++)
            {
                var value = Unsafe.Add(ref x, i);
                Unsafe.Add(ref result, i) = Elu<OneLane<T>, T>(value);
                Unsafe.Add(ref result, size + i) = Elu<OneLane<T>, T>(T.Zero - value);
            }
            x = ref Unsafe.Add(ref x, xStride);
            result = ref Unsafe.Add(ref result, resultStride);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TV Gate<TL, TV>(TV f, TV g, bool squash)
        where TL : struct, ILanes<TV, T>
        where TV : struct =>
        squash ? VectorMath<TL, TV, T>.Gated(g, f) : TL.Divide(f, VectorMath<TL, TV, T>.SigmoidDivisor(g));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TV Elu<TL, TV>(TV x)
        where TL : struct, ILanes<TV, T>
        where TV : struct =>
        TL.IfLess(TL.Fill(default), x, x, TL.Subtract(VectorMath<TL, TV, T>.Exp(x), TL.Fill(T.One)));
}
