using static TorchSharp.torch;

namespace Pixel.Tests.TorchSharpCompat;

static class Values
{
    /// <summary>The elements in row-major order, as doubles.</summary>
    public static double[] Of(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return tensor.detach().to(ScalarType.Float64).contiguous().data<double>().ToArray();
    }

    public static void ShouldHold(this Tensor tensor, params double[] expected) => Of(tensor).ShouldBe(expected);

    public static void ShouldHoldNearly(this Tensor tensor, double tolerance, params double[] expected)
    {
        var actual = Of(tensor);
        actual.Length.ShouldBe(expected.Length);
        for (var i = 0; i < expected.Length; i++) actual[i].ShouldBe(expected[i], tolerance, $"element {i}");
    }

    /// <summary>0, 1, 2 … in the given shape.</summary>
    public static Tensor Counting(params long[] shape) =>
        arange(shape.Aggregate(1L, (product, size) => product * size), dtype: float32).reshape(shape);
}
