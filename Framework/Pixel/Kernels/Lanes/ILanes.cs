namespace Pixel.Kernels.Lanes;

/// <summary>The operations of a vector width: what a kernel is written in, once for all widths.</summary>
/// <remarks>Each lane computes what the scalar operation computes, correctly rounded, so that all widths give the same bits.</remarks>
/// <typeparam name="TVector">The vector.</typeparam>
/// <typeparam name="T">A lane: <see cref="float"/> or <see cref="double"/>.</typeparam>
interface ILanes<TVector, T>
    where TVector : struct
    where T : unmanaged
{
    /// <summary>The number of lanes.</summary>
    static abstract int Count { get; }

    static abstract TVector Load(ref T source);

    static abstract void Store(TVector value, ref T target);

    /// <summary>The same value in all lanes.</summary>
    static abstract TVector Fill(T value);

    /// <summary>a · b + c, rounded once.</summary>
    static abstract TVector MultiplyAdd(TVector a, TVector b, TVector c);

    static abstract TVector Add(TVector a, TVector b);

    static abstract TVector Subtract(TVector a, TVector b);

    static abstract TVector Multiply(TVector a, TVector b);

    static abstract TVector Divide(TVector a, TVector b);

    /// <summary>Where a &lt; b <paramref name="yes"/>, else <paramref name="no"/>; so too where a or b is NaN.</summary>
    static abstract TVector IfLess(TVector a, TVector b, TVector yes, TVector no);

    /// <summary>The number whose exponent's bits are the lowest bits of a lane: 2ⁿ, where n + bias was added to a large enough number.</summary>
    static abstract TVector PowerOfTwo(TVector shifted);
}

/// <summary>Where the exponent lies in a number's bits.</summary>
static class Exponent
{
    public const int FloatShift = 23;
    public const int DoubleShift = 52;
}
