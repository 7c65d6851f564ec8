using System.Runtime.CompilerServices;
using Pixel.Kernels.Lanes;

namespace Pixel.Kernels.Functions;

/// <summary>Exponential, sigmoid and tanh of fixed arithmetic: additions, products, quotients and fused multiply-adds in a fixed order.</summary>
/// <remarks>
/// x = n ln 2 + r with |r| ≤ ½ ln 2; eʳ − 1 is summed from its Taylor series (error below a tenth of an ulp), and eˣ − 1 = 2ⁿ(eʳ − 1) + (2ⁿ − 1)
/// keeps its relative precision near zero, which tanh needs.
/// </remarks>
static class VectorMath<TLanes, TVector, T>
    where TLanes : struct, ILanes<TVector, T>
    where TVector : struct
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Exp(TVector x)
    {
        var (fraction, power) = Split(x);
        var value = TLanes.MultiplyAdd(fraction, power, power);
        value = TLanes.IfLess(x, TLanes.Fill(Constants<T>.Lowest), TLanes.Fill(default), value);
        return TLanes.IfLess(TLanes.Fill(Constants<T>.Highest), x, Number(double.PositiveInfinity), value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Sigmoid(TVector x) => TLanes.Divide(Number(1), SigmoidDivisor(x));

    /// <summary>1 + e⁻ˣ, of which the sigmoid is the reciprocal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector SigmoidDivisor(TVector x) => TLanes.Add(Number(1), Exp(TLanes.Subtract(TLanes.Fill(default), x)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Tanh(TVector x)
    {
        var value = DoubleExpMinusOne(x);
        return TLanes.Divide(value, TLanes.Add(value, Number(2)));
    }

    /// <summary>e²ˣ − 1 = t, of which tanh is t / (t + 2); x is cut off where tanh is ±1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector DoubleExpMinusOne(TVector x)
    {
        var (one, limit) = (Number(1), TLanes.Fill(Constants<T>.TanhIsOne));
        x = TLanes.IfLess(limit, x, limit, x);
        var negative = TLanes.Subtract(TLanes.Fill(default), limit);
        x = TLanes.IfLess(x, negative, negative, x);
        var (fraction, power) = Split(TLanes.Add(x, x));
        return TLanes.MultiplyAdd(fraction, power, TLanes.Subtract(power, one));
    }

    /// <summary>σ(gate) tanh(x), with one division.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Gated(TVector gate, TVector x)
    {
        var value = DoubleExpMinusOne(x);
        return TLanes.Divide(value, TLanes.Multiply(SigmoidDivisor(gate), TLanes.Add(value, Number(2))));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Rectify(TVector x) => TLanes.IfLess(x, TLanes.Fill(default), TLanes.Fill(default), x);

    /// <summary>eʳ − 1 and 2ⁿ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static (TVector Fraction, TVector Power) Split(TVector x)
    {
        var rounder = TLanes.Fill(Constants<T>.Rounder);
        var shifted = TLanes.MultiplyAdd(x, Number(Constants<T>.Log2OfE), rounder);
        var whole = TLanes.Subtract(shifted, rounder);
        var r = TLanes.MultiplyAdd(whole, Number(Constants<T>.MinusLn2), x);
        r = TLanes.MultiplyAdd(whole, TLanes.Fill(Constants<T>.MinusLn2Rest), r);
        // 1/2! + r/3! + r²/4! + …, in pairs, then pairs of pairs, which need not wait for each other
        var r2 = TLanes.Multiply(r, r);
        var low = TLanes.MultiplyAdd(Pair(1.0 / 24, 1.0 / 120, r), r2, Pair(1.0 / 2, 1.0 / 6, r));
        TVector high;
        if (typeof(T) == typeof(float))
        {
            high = Pair(1.0 / 720, 1.0 / 5040, r);
        }
        else
        {
            var third = TLanes.MultiplyAdd(Pair(1.0 / 40320, 1.0 / 362880, r), r2, Pair(1.0 / 720, 1.0 / 5040, r));
            var fourth = TLanes.MultiplyAdd(Pair(1.0 / 479001600, 1.0 / 6227020800, r), r2, Pair(1.0 / 3628800, 1.0 / 39916800, r));
            high = TLanes.MultiplyAdd(fourth, TLanes.Multiply(r2, r2), third);
        }
        var sum = TLanes.MultiplyAdd(high, TLanes.Multiply(r2, r2), low);
        return (TLanes.MultiplyAdd(sum, r2, r), TLanes.PowerOfTwo(shifted));
    }

    /// <summary>a + b r.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TVector Pair(double a, double b, TVector r) => TLanes.MultiplyAdd(Number(b), r, Number(a));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TVector Number(double value) => TLanes.Fill(Constants<T>.Of(value));
}

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

/// <summary>The natural logarithm of fixed arithmetic.</summary>
static class Logarithm
{
    const double Ln2 = 0.6931471805599453;
    const double Ln2Rest = 2.3190468138462996e-17;
    const int Terms = 12;

    /// <summary>ln x, within 1 ulp or 2⁻⁵², whichever is larger.</summary>
    /// <param name="x">A positive normal number; NaN stays NaN.</param>
    public static double Of(double x)
    {
        if (!double.IsFinite(x)) return x;
        var power = Math.ILogB(x);
        var m = Math.ScaleB(x, -power); // 1 ≤ m < 2
        if (m > Math.Sqrt(2)) (m, power) = (m / 2, power + 1);
        var s = (m - 1) / (m + 1); // ln m = 2 artanh s, |s| < 0.172
        var square = s * s;
        var sum = 0.0;
        for (var term = Terms; term > 0; term--) sum = Math.FusedMultiplyAdd(sum, square, 1.0 / (2 * term + 1));
        var log = Math.FusedMultiplyAdd(2 * s * square, sum, 2 * s);
        return Math.FusedMultiplyAdd(power, Ln2, Math.FusedMultiplyAdd(power, Ln2Rest, log));
    }
}
