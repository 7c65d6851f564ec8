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
            for (; i < size && size >= TLanes.Count; i = Next(i, size))
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
    public static void GateGradient(ref T x, ref T gradient, ref T result, int rows, nint size, bool squash)
    {
        for (; rows > 0; rows--)
        {
            nint i = 0;
            for (; i < size && size >= TLanes.Count; i = Next(i, size))
                GateGradient<TLanes, TVector>(ref Unsafe.Add(ref x, i), ref Unsafe.Add(ref gradient, i), ref Unsafe.Add(ref result, i), size, squash);
            for (; i < size; i++)
                GateGradient<OneLane<T>, T>(ref Unsafe.Add(ref x, i), ref Unsafe.Add(ref gradient, i), ref Unsafe.Add(ref result, i), size, squash);
            x = ref Unsafe.Add(ref x, 2 * size);
            gradient = ref Unsafe.Add(ref gradient, size);
            result = ref Unsafe.Add(ref result, 2 * size);
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
            for (; i < size && size >= TLanes.Count; i = Next(i, size))
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ConcatEluGradient(ref T x, ref T gradient, ref T result, int rows, nint size)
    {
        for (; rows > 0; rows--)
        {
            nint i = 0;
            for (; i < size && size >= TLanes.Count; i = Next(i, size))
                ConcatEluGradient<TLanes, TVector>(ref Unsafe.Add(ref x, i), ref Unsafe.Add(ref gradient, i), ref Unsafe.Add(ref result, i), size);
            for (; i < size; i++)
                ConcatEluGradient<OneLane<T>, T>(ref Unsafe.Add(ref x, i), ref Unsafe.Add(ref gradient, i), ref Unsafe.Add(ref result, i), size);
            x = ref Unsafe.Add(ref x, size);
            gradient = ref Unsafe.Add(ref gradient, 2 * size);
            result = ref Unsafe.Add(ref result, size);
        }
    }

    /// <summary>Where the next vector of a row begins: the last one overlaps the one before, so that no lane is computed alone. Results are not to be where they are read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static nint Next(nint i, nint size)
    {
        var next = i + TLanes.Count;
        return next >= size ? size : next <= size - TLanes.Count ? next : size - TLanes.Count;
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void GateGradient<TL, TV>(ref T x, ref T gradient, ref T result, nint size, bool squash)
        where TL : struct, ILanes<TV, T>
        where TV : struct
    {
        var (one, f, by) = (TL.Fill(T.One), TL.Load(ref x), TL.Load(ref gradient));
        var sigmoid = VectorMath<TL, TV, T>.Sigmoid(TL.Load(ref Unsafe.Add(ref x, size)));
        var value = squash ? VectorMath<TL, TV, T>.Tanh(f) : f;
        var slope = squash ? TL.Subtract(one, TL.Multiply(value, value)) : one;
        TL.Store(TL.Multiply(TL.Multiply(by, sigmoid), slope), ref result);
        TL.Store(TL.Multiply(TL.Multiply(by, value), TL.Multiply(sigmoid, TL.Subtract(one, sigmoid))), ref Unsafe.Add(ref result, size));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void ConcatEluGradient<TL, TV>(ref T x, ref T gradient, ref T result, nint size)
        where TL : struct, ILanes<TV, T>
        where TV : struct
    {
        var value = TL.Load(ref x);
        var above = TL.Multiply(TL.Load(ref gradient), EluSlope<TL, TV>(value));
        var below = TL.Multiply(TL.Load(ref Unsafe.Add(ref gradient, size)), EluSlope<TL, TV>(TL.Subtract(TL.Fill(default), value)));
        TL.Store(TL.Subtract(above, below), ref result);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TV EluSlope<TL, TV>(TV x)
        where TL : struct, ILanes<TV, T>
        where TV : struct =>
        TL.IfLess(TL.Fill(default), x, TL.Fill(T.One), VectorMath<TL, TV, T>.Exp(x));
}
