using Pixel.Kernels;
using Pixel.Tests.Support;

namespace Pixel.Tests.Kernels;

public sealed class ActivationKernelTests
{
    const int Count = 3;

    public static TheoryData<VectorWidth> Widths => [.. Enum.GetValues<VectorWidth>()];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Gates_and_their_gradients_are_their_formulas_with_the_same_bits_at_every_width(VectorWidth width)
    {
        foreach (var size in new[] { 1, 5, 8, 10, 17, 43 })
            foreach (var squash in new[] { false, true })
            {
                var (x, by) = (Numbers(1, 2 * size), Numbers(2, size));
                var (values, slopes) = Compute(width);
                var (alone, slopesAlone) = Compute(VectorWidth.Scalar);
                values.ShouldBe(alone);
                slopes.ShouldBe(slopesAlone);
                for (var at = 0; at < values.Length; at++)
                {
                    var (f, g) = (x[at / size * 2 * size + at % size], x[at / size * 2 * size + size + at % size]);
                    var (sigmoid, value) = (1 / (1 + Math.Exp(-g)), squash ? Math.Tanh(f) : f);
                    values[at].ShouldBe(sigmoid * value, 1e-14);
                    slopes[at / size * 2 * size + at % size].ShouldBe(by[at] * sigmoid * (squash ? 1 - value * value : 1), 1e-14);
                    slopes[at / size * 2 * size + size + at % size].ShouldBe(by[at] * value * sigmoid * (1 - sigmoid), 1e-14);
                }

                (double[] Values, double[] Slopes) Compute(VectorWidth with)
                {
                    var (kernels, result, gradient) = (VectorKernels<double>.Of(with), new double[Count * size], new double[Count * 2 * size]);
                    kernels.Gate(Rows(x, 2 * size), squash, Rows(result, size));
                    kernels.GateGradient(Rows(x, 2 * size), squash, Rows(by, size), Rows(gradient, 2 * size));
                    return (result, gradient);
                }
            }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Concatenated_ELUs_and_their_gradients_are_their_formulas_with_the_same_bits_at_every_width(VectorWidth width)
    {
        foreach (var size in new[] { 1, 5, 8, 10, 17, 43 })
        {
            var (x, by) = (Numbers(1, size), Numbers(2, 2 * size));
            var (values, slopes) = Compute(width);
            var (alone, slopesAlone) = Compute(VectorWidth.Scalar);
            values.ShouldBe(alone);
            slopes.ShouldBe(slopesAlone);
            for (var at = 0; at < x.Length; at++)
            {
                var first = at / size * 2 * size + at % size;
                values[first].ShouldBe(Elu(x[at]), 1e-14);
                values[first + size].ShouldBe(Elu(-x[at]), 1e-14);
                slopes[at].ShouldBe(by[first] * Slope(x[at]) - by[first + size] * Slope(-x[at]), 1e-13);
            }

            (double[] Values, double[] Slopes) Compute(VectorWidth with)
            {
                var (kernels, result, gradient) = (VectorKernels<double>.Of(with), new double[Count * 2 * size], new double[Count * size]);
                kernels.ConcatElu(Rows(x, size), Rows(result, 2 * size));
                kernels.ConcatEluGradient(Rows(x, size), Rows(by, 2 * size), Rows(gradient, size));
                return (result, gradient);
            }
        }

        static double Elu(double x) => x > 0 ? x : Math.Exp(x) - 1;

        static double Slope(double x) => x > 0 ? 1 : Math.Exp(x);
    }

    static double[] Numbers(ulong item, int size) => Array.ConvertAll(Some.Numbers<double>(item, Count * size), x => 4 * x);

    static Rows<double> Rows(double[] numbers, int size) => new(numbers, Count, size, size);
}
