using TorchSharp;
using static TorchSharp.torch;

namespace Pixel.Libtorch;

/// <summary>Arithmetic of tensors whose scalars are held while libtorch reads them.</summary>
/// <remarks>
/// TorchSharp's operators make Scalars that nothing holds (+ one of the factor 1): where another thread collects garbage just then, the finaliser frees it, and the
/// operation fails or is wrong (seen with TorchSharp 0.107).
/// </remarks>
static class HeldScalars
{
    static readonly Scalar One = 1;

    /// <summary>a + b.</summary>
    /// <param name="a">A tensor.</param>
    /// <param name="b">One of the same shape, or that broadcasts to it.</param>
    public static Tensor Plus(this Tensor a, Tensor b) => a.add(b, One);

    /// <summary>a · factor.</summary>
    /// <param name="a">A tensor.</param>
    /// <param name="factor">A number.</param>
    public static Tensor Times(this Tensor a, double factor)
    {
        Scalar held = factor;
        var product = a.mul(held);
        GC.KeepAlive(held);
        return product;
    }

    /// <summary>a − b.</summary>
    /// <param name="a">A tensor.</param>
    /// <param name="b">A number.</param>
    public static Tensor Minus(this Tensor a, double b)
    {
        Scalar held = b;
        var difference = a.sub(held);
        GC.KeepAlive(held);
        return difference;
    }

    /// <summary>a / divisor.</summary>
    /// <param name="a">A tensor.</param>
    /// <param name="divisor">A number.</param>
    public static Tensor Over(this Tensor a, double divisor)
    {
        Scalar held = divisor;
        var quotient = a.div(held);
        GC.KeepAlive(held);
        return quotient;
    }

    /// <summary>Sets all elements.</summary>
    /// <param name="a">A tensor.</param>
    /// <param name="value">Their value.</param>
    public static void Fill(this Tensor a, double value)
    {
        Scalar held = value;
        a.fill_(held);
        GC.KeepAlive(held);
    }

    /// <summary>Moves a tensor towards another, in place: a = kept · a + (1 − kept) · b.</summary>
    /// <param name="a">A tensor.</param>
    /// <param name="kept">The share that stays.</param>
    /// <param name="b">One of the same shape.</param>
    public static void Approach(this Tensor a, double kept, Tensor b)
    {
        Scalar stays = kept, comes = 1 - kept;
        a.mul_(stays).add_(b, comes);
        GC.KeepAlive(stays);
        GC.KeepAlive(comes);
    }
}
