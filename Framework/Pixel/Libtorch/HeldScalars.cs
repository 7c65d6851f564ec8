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
    public static Tensor Times(this Tensor a, double factor) => Held(factor, number => a.mul(number));

    /// <summary>a − b.</summary>
    /// <param name="a">A tensor.</param>
    /// <param name="b">A number.</param>
    public static Tensor Minus(this Tensor a, double b) => Held(b, number => a.sub(number));

    /// <summary>a / divisor.</summary>
    /// <param name="a">A tensor.</param>
    /// <param name="divisor">A number.</param>
    public static Tensor Over(this Tensor a, double divisor) => Held(divisor, number => a.div(number));

    /// <summary>Sets all elements.</summary>
    /// <param name="a">A tensor.</param>
    /// <param name="value">Their value.</param>
    public static void Fill(this Tensor a, double value) => Held(value, number => a.fill_(number));

    /// <summary>Moves a tensor towards another, in place: a = kept · a + (1 − kept) · b.</summary>
    /// <param name="a">A tensor.</param>
    /// <param name="kept">The share that stays.</param>
    /// <param name="b">One of the same shape.</param>
    public static void Approach(this Tensor a, double kept, Tensor b)
    {
        Held(kept, number => a.mul_(number));
        Held(1 - kept, number => a.add_(b, number));
    }

    static Tensor Held(double number, Func<Scalar, Tensor> operation)
    {
        Scalar held = number;
        var result = operation(held);
        GC.KeepAlive(held);
        return result;
    }
}
