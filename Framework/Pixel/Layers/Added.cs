using TorchSharp;
using static TorchSharp.torch;

namespace Pixel.Layers;

/// <summary>Sums of tensors with a scalar that lives on.</summary>
/// <remarks>
/// The operator + makes a Scalar of the factor 1 that nothing holds while libtorch reads it: where another thread collects garbage just then, its finaliser frees it,
/// and the sum fails or is wrong (seen with TorchSharp 0.107).
/// </remarks>
static class Added
{
    static readonly Scalar One = 1;

    /// <summary>a + b.</summary>
    /// <param name="a">A tensor.</param>
    /// <param name="b">One of the same shape, or that broadcasts to it.</param>
    public static Tensor Plus(this Tensor a, Tensor b) => a.add(b, One);
}
