using System.Runtime.CompilerServices;

namespace Pixel.Kernels.Functions;

/// <summary>The numbers of the exponential: in float32, in float64.</summary>
static class Constants<T> where T : unmanaged
{
    public const double Log2OfE = 1.4426950408889634;

    /// <summary>ln 2 rounded, negated; the product with a whole number is exact inside a fused multiply-add.</summary>
    public const double MinusLn2 = -0.6931471805599453;

    /// <summary>Added to a number, it rounds it to a whole one, which then stands with the exponent's bias in the lowest bits:
    /// 1.5 · 2²³ + 127, 1.5 · 2⁵² + 1023.</summary>
    public static T Rounder
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Of(12582912.0 + 127, 6755399441055744.0 + 1023);
    }

    /// <summary>What <see cref="MinusLn2"/>, rounded, lacks of −ln 2.</summary>
    public static T MinusLn2Rest
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Of((float)0.6931471805599453 - 0.6931471805599453, -2.3190468138462996e-17);
    }

    /// <summary>The least number whose exponential is a normal number.</summary>
    public static T Lowest
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Of(-87.33654, -708.3964185322641);
    }

    /// <summary>The largest number whose exponential is computed: 127.5 · ln 2, 1023.5 · ln 2.</summary>
    public static T Highest
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Of(88.37626, 709.4361393031389);
    }

    /// <summary>Beyond it tanh is 1 within rounding.</summary>
    public static T TanhIsOne
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Of(10, 20);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Of(double value) => Of(value, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static T Of(double single, double @double) =>
        typeof(T) == typeof(float) ? Unsafe.BitCast<float, T>((float)single) : Unsafe.BitCast<double, T>(@double);
}
