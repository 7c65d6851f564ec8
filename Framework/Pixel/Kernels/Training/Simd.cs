using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Pixel.Kernels.Functions;
using Pixel.Kernels.Lanes;

namespace Pixel.Kernels.Training;

/// <summary>Arithmetic on vectors of either precision, lane by lane: no lane's bits depend on its neighbours or on the machine's width.</summary>
static unsafe class Simd
{
    /// <summary>a·b + c, rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> MultiplyAdd<T>(Vector512<T> a, Vector512<T> b, Vector512<T> c) where T : unmanaged => Lanes512<T>.MultiplyAdd(a, b, c);

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Sigmoid<T>(Vector512<T> x) where T : unmanaged => VectorMath<Lanes512<T>, Vector512<T>, T>.Sigmoid(x);

    /// <summary>eˣ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Exp<T>(Vector512<T> x) where T : unmanaged => VectorMath<Lanes512<T>, Vector512<T>, T>.Exp(x);

    /// <summary>ln x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Log<T>(Vector512<T> x) where T : unmanaged => typeof(T) == typeof(float)
        ? Vector512.Log(x.AsSingle()).As<float, T>()
        : Vector512.Log(x.AsDouble()).As<double, T>();

    /// <summary>Asks for memory that is needed soon, where the processor can be asked: it comes while other work is done.</summary>
    /// <param name="from">The first number.</param>
    /// <param name="count">How many.</param>
    public static void Prefetch<T>(T* from, long count) where T : unmanaged
    {
        const int line = 64; // bytes
        if (!Sse.IsSupported) return;
        for (nint at = 0; at < count * sizeof(T); at += line) Sse.Prefetch0((byte*)from + at);
    }

    /// <summary>Sets numbers to zero where others, at the same place, are not above zero: the gradient of a ReLU.</summary>
    /// <param name="numbers">The numbers.</param>
    /// <param name="others">The others.</param>
    /// <param name="count">How many.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ClearWhereNotPositive<T>(T* numbers, T* others, int count) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var i = 0;
        for (; i <= count - Vector512<T>.Count; i += Vector512<T>.Count)
            Vector512.ConditionalSelect(
                Vector512.GreaterThan(Vector512.Load(others + i), Vector512<T>.Zero), Vector512.Load(numbers + i), Vector512<T>.Zero).Store(numbers + i);
        for (; i < count; i++)
            if (!(others[i] > T.Zero)) numbers[i] = T.Zero;
    }

    /// <summary>The first numbers of a vector, of which no others are read; the others are 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> LoadFirst<T>(T* from, int count) where T : unmanaged
    {
        if (Avx512F.IsSupported && typeof(T) == typeof(float))
            return Avx512F.MaskLoad((float*)from, First<float>(count), Vector512<float>.Zero).As<float, T>();
        if (Avx512F.IsSupported && typeof(T) == typeof(double))
            return Avx512F.MaskLoad((double*)from, First<double>(count), Vector512<double>.Zero).As<double, T>();
        var whole = Vector512<T>.Zero;
        new ReadOnlySpan<T>(from, count).CopyTo(new Span<T>(&whole, Vector512<T>.Count));
        return whole;
    }

    /// <summary>Stores the first numbers of a vector, and no others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFirst<T>(this Vector512<T> vector, T* to, int count) where T : unmanaged
    {
        if (Avx512F.IsSupported && typeof(T) == typeof(float)) Avx512F.MaskStore((float*)to, First<float>(count), vector.As<T, float>());
        else if (Avx512F.IsSupported && typeof(T) == typeof(double)) Avx512F.MaskStore((double*)to, First<double>(count), vector.As<T, double>());
        else new ReadOnlySpan<T>(&vector, count).CopyTo(new Span<T>(to, count));
    }

    /// <summary>Copies numbers to whole vectors, of which the last is filled up with zeros.</summary>
    /// <param name="from">The numbers.</param>
    /// <param name="count">How many.</param>
    /// <param name="to">The vectors.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CopyToVectors<T>(T* from, int count, T* to) where T : unmanaged
    {
        var i = 0;
        for (; i <= count - Vector512<T>.Count; i += Vector512<T>.Count) Vector512.Load(from + i).Store(to + i);
        if (i < count) LoadFirst(from + i, count - i).Store(to + i);
    }

    /// <summary>Copies numbers from whole vectors.</summary>
    /// <param name="from">The vectors.</param>
    /// <param name="count">How many numbers.</param>
    /// <param name="to">Receives them, and nothing after them is written.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CopyFromVectors<T>(T* from, int count, T* to) where T : unmanaged
    {
        var i = 0;
        for (; i <= count - Vector512<T>.Count; i += Vector512<T>.Count) Vector512.Load(from + i).Store(to + i);
        if (i < count) Vector512.Load(from + i).StoreFirst(to + i, count - i);
    }

    static Vector512<T> First<T>(int count) where T : unmanaged, INumberBase<T> =>
        Vector512.LessThan(Vector512<T>.Indices, Vector512.Create(T.CreateTruncating(count)));
}
