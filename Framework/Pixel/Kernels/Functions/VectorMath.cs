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
    public static TVector Sigmoid(TVector x) =>
        TLanes.Divide(Number(1), TLanes.Add(Number(1), Exp(TLanes.Subtract(TLanes.Fill(default), x))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Tanh(TVector x)
    {
        var (one, limit) = (Number(1), TLanes.Fill(Constants<T>.TanhIsOne));
        x = TLanes.IfLess(limit, x, limit, x);
        var negative = TLanes.Subtract(TLanes.Fill(default), limit);
        x = TLanes.IfLess(x, negative, negative, x);
        var (fraction, power) = Split(TLanes.Add(x, x));
        var value = TLanes.MultiplyAdd(fraction, power, TLanes.Subtract(power, one)); // e²ˣ − 1
        return TLanes.Divide(value, TLanes.Add(value, Number(2)));
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
        TVector sum; // 1/2! + r/3! + …
        if (typeof(T) == typeof(float))
        {
            sum = Number(1.0 / 5040);
        }
        else
        {
            sum = Number(1.0 / 6227020800);
            sum = TLanes.MultiplyAdd(sum, r, Number(1.0 / 479001600));
            sum = TLanes.MultiplyAdd(sum, r, Number(1.0 / 39916800));
            sum = TLanes.MultiplyAdd(sum, r, Number(1.0 / 3628800));
            sum = TLanes.MultiplyAdd(sum, r, Number(1.0 / 362880));
            sum = TLanes.MultiplyAdd(sum, r, Number(1.0 / 40320));
            sum = TLanes.MultiplyAdd(sum, r, Number(1.0 / 5040));
        }
        sum = TLanes.MultiplyAdd(sum, r, Number(1.0 / 720));
        sum = TLanes.MultiplyAdd(sum, r, Number(1.0 / 120));
        sum = TLanes.MultiplyAdd(sum, r, Number(1.0 / 24));
        sum = TLanes.MultiplyAdd(sum, r, Number(1.0 / 6));
        sum = TLanes.MultiplyAdd(sum, r, Number(1.0 / 2));
        return (TLanes.MultiplyAdd(sum, TLanes.Multiply(r, r), r), TLanes.PowerOfTwo(shifted));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TVector Number(double value) => TLanes.Fill(Constants<T>.Of(value));
}
