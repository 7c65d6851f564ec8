using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pixel.Kernels.Lanes;

/// <summary>One number at a time, for machines without vectors; gives the bits of all others.</summary>
/// <typeparam name="T">The number.</typeparam>
readonly struct OneLane<T> : ILanes<T, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static int Count => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Load(ref T source) => source;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(T value, ref T target) => target = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Fill(T value) => value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MultiplyAdd(T a, T b, T c) => T.FusedMultiplyAdd(a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Add(T a, T b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Subtract(T a, T b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Multiply(T a, T b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Divide(T a, T b) => a / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T IfLess(T a, T b, T yes, T no) => a < b ? yes : no;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T PowerOfTwo(T shifted) => typeof(T) == typeof(float)
        ? Unsafe.BitCast<int, T>(Unsafe.BitCast<T, int>(shifted) << Exponent.FloatShift)
        : Unsafe.BitCast<long, T>(Unsafe.BitCast<T, long>(shifted) << Exponent.DoubleShift);
}
