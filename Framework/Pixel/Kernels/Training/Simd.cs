using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pixel.Kernels.Training;

/// <summary>Arithmetic on vectors of either precision, lane by lane: no lane's bits depend on its neighbours or on the machine's width.</summary>
static unsafe class Simd
{
    /// <summary>a·b + c, rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> MultiplyAdd<T>(Vector512<T> a, Vector512<T> b, Vector512<T> c) => typeof(T) == typeof(float)
        ? Vector512.FusedMultiplyAdd(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>()
        : Vector512.FusedMultiplyAdd(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>();

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Sigmoid<T>(Vector512<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Vector512<T>.One / (Vector512<T>.One + Exp(-x));

    /// <summary>2 / (1 + e⁻²ˣ) − 1: the error is absolute, of the order of the precision.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Tanh<T>(Vector512<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var two = Vector512<T>.One + Vector512<T>.One;
        return two / (Vector512<T>.One + Exp(-two * x)) - Vector512<T>.One;
    }

    /// <summary>eˣ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Exp<T>(Vector512<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => typeof(T) == typeof(float)
        ? Exp(x.AsSingle()).As<float, T>()
        : Vector512.Exp(x.AsDouble()).As<double, T>();

    /// <summary>x = n·ln 2 + r with |r| ≤ ln 2 / 2; eʳ by a polynomial, 2ⁿ by the exponent's bits. NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<float> Exp(Vector512<float> x)
    {
        x = Vector512.MaxNative(Vector512.Create(-87.33f), Vector512.MinNative(Vector512.Create(88.37f), x));
        var shifted = Vector512.FusedMultiplyAdd(x, Vector512.Create(1.44269504f), Vector512.Create(12582912f)); // 1.5·2²³: n in the last bits
        var n = shifted - Vector512.Create(12582912f);
        var r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-0.693145752f), x);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-1.42860677e-6f), r);
        var p = Vector512.FusedMultiplyAdd(r, Vector512.Create(1.98756753e-4f), Vector512.Create(1.39819994e-3f));
        p = Vector512.FusedMultiplyAdd(r, p, Vector512.Create(8.33345205e-3f));
        p = Vector512.FusedMultiplyAdd(r, p, Vector512.Create(4.16657962e-2f));
        p = Vector512.FusedMultiplyAdd(r, p, Vector512.Create(1.66666657e-1f));
        p = Vector512.FusedMultiplyAdd(r, p, Vector512.Create(0.5f));
        p = Vector512.FusedMultiplyAdd(r * r, p, r) + Vector512<float>.One;
        return (p.AsInt32() + Vector512.ShiftLeft(shifted.AsInt32(), 23)).AsSingle();
    }

    /// <summary>Sets numbers to zero where others, at the same place, are not above zero: the gradient of a ReLU.</summary>
    /// <param name="numbers">The numbers.</param>
    /// <param name="others">The others.</param>
    /// <param name="count">How many.</param>
    public static void ClearWhereNotPositive<T>(T* numbers, T* others, int count) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var i = 0;
        for (; i <= count - Vector512<T>.Count; i += Vector512<T>.Count)
            Vector512.ConditionalSelect(
                Vector512.GreaterThan(Vector512.Load(others + i), Vector512<T>.Zero), Vector512.Load(numbers + i), Vector512<T>.Zero).Store(numbers + i);
        for (; i < count; i++)
            if (!(others[i] > T.Zero)) numbers[i] = T.Zero;
    }

    /// <summary>The first numbers of a vector; the others are 0.</summary>
    public static Vector512<T> LoadFirst<T>(T* from, int count) where T : unmanaged
    {
        var whole = Vector512<T>.Zero;
        new ReadOnlySpan<T>(from, count).CopyTo(new Span<T>(&whole, Vector512<T>.Count));
        return whole;
    }

    /// <summary>Stores the first numbers of a vector.</summary>
    public static void StoreFirst<T>(this Vector512<T> vector, T* to, int count) where T : unmanaged =>
        new ReadOnlySpan<T>(&vector, count).CopyTo(new Span<T>(to, count));
}
