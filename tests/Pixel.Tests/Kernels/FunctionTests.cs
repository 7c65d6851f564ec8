using System.Numerics;
using Pixel.Kernels;
using Pixel.Tests.Support;

namespace Pixel.Tests.Kernels;

public sealed class FunctionTests
{
    const int Places = 200_003;

    public static TheoryData<VectorWidth> Widths => [.. Enum.GetValues<VectorWidth>()];

    [Fact]
    public void The_exponential_is_within_2_ulps()
    {
        Worst<float>((x, y) => VectorKernels<float>.Default.Exp(x, y), Math.Exp, -87.3, 88.3).ShouldBeLessThan(2);
        Worst<double>((x, y) => VectorKernels<double>.Default.Exp(x, y), Math.Exp, -708.3, 709.4).ShouldBeLessThan(2);
    }

    [Fact]
    public void The_sigmoid_is_within_4_ulps()
    {
        Worst<float>((x, y) => VectorKernels<float>.Default.Sigmoid(x, y), Sigmoid, -87.3, 100).ShouldBeLessThan(4);
        Worst<double>((x, y) => VectorKernels<double>.Default.Sigmoid(x, y), Sigmoid, -700, 100).ShouldBeLessThan(4);

        static double Sigmoid(double x) => x < 0 ? Math.Exp(x) / (1 + Math.Exp(x)) : 1 / (1 + Math.Exp(-x));
    }

    [Fact]
    public void Tanh_is_within_5_ulps_and_keeps_its_precision_near_zero()
    {
        foreach (var range in new[] { 25, 1, 1e-3, 1e-10 })
        {
            Worst<float>((x, y) => VectorKernels<float>.Default.Tanh(x, y), Math.Tanh, -range, range).ShouldBeLessThan(5);
            Worst<double>((x, y) => VectorKernels<double>.Default.Tanh(x, y), Math.Tanh, -range, range).ShouldBeLessThan(5);
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Numbers_beyond_the_range_go_to_the_limits_and_NaN_stays_NaN(VectorWidth width)
    {
        foreach (var count in new[] { 1, 7, 16, 37 })
        {
            Limits<float>(width, count);
            Limits<double>(width, count);
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void All_widths_give_the_same_bits(VectorWidth width)
    {
        SameBits<float>(width);
        SameBits<double>(width);
    }

    [Fact]
    public void Softmax_and_its_logarithm_are_those_of_the_definition()
    {
        foreach (var count in new[] { 1, 2, 16, 100, 256, 300 })
        {
            var logits = Array.ConvertAll(Some.Numbers<double>(4, count), x => 30 * x);
            var total = logits.Sum(Math.Exp);
            var (probabilities, logarithms) = (new double[count], new double[count]);
            VectorKernels<double>.Default.Softmax(logits, probabilities);
            VectorKernels<double>.Default.LogSoftmax(logits, logarithms);
            for (var i = 0; i < count; i++)
            {
                probabilities[i].ShouldBe(Math.Exp(logits[i]) / total, 1e-14 * Math.Exp(logits[i]) / total);
                logarithms[i].ShouldBe(logits[i] - Math.Log(total), 3e-14);
            }
        }
    }

    [Fact]
    public void A_width_is_forced_by_the_switch_and_an_unknown_one_is_told_of()
    {
        VectorMachine.Choose("256").ShouldBe(VectorWidth.Bits256);
        VectorMachine.Choose("0").ShouldBe(VectorWidth.Scalar);
        Should.Throw<VectorWidthException>(() => VectorMachine.Choose("64")).Message.ShouldBe(
            "PIXELFW_VECTOR_BITS is '64'; it can be 512, 256, 128, or 0 for one number at a time. Unset it to take the widest that the machine has.");
    }

    /// <summary>The largest error in units of the last place over a range.</summary>
    static double Worst<T>(Action<T[], T[]> function, Func<double, double> exact, double low, double high) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var x = new T[Places];
        for (var i = 0; i < Places; i++) x[i] = T.CreateTruncating(low + (high - low) * i / (Places - 1));
        var y = new T[Places];
        function(x, y);
        return Enumerable.Range(0, Places).Max(i =>
        {
            var expected = exact(double.CreateTruncating(x[i]));
            var near = T.Abs(T.CreateTruncating(expected));
            var ulp = double.CreateTruncating(T.BitIncrement(near)) - double.CreateTruncating(near);
            return Math.Abs(double.CreateTruncating(y[i]) - expected) / ulp;
        });
    }

    static void Limits<T>(VectorWidth width, int count) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var kernels = VectorKernels<T>.Of(width);
        (T X, T Exp, T Sigmoid, T Tanh, T Rectified)[] limits =
        [
            (T.NaN, T.NaN, T.NaN, T.NaN, T.NaN),
            (T.PositiveInfinity, T.PositiveInfinity, T.One, T.One, T.PositiveInfinity),
            (T.NegativeInfinity, T.Zero, T.Zero, -T.One, T.Zero),
            (T.Zero, T.One, T.CreateTruncating(0.5), T.Zero, T.Zero),
            (T.CreateTruncating(1e4), T.PositiveInfinity, T.One, T.One, T.CreateTruncating(1e4)),
            (T.CreateTruncating(-1e4), T.Zero, T.Zero, -T.One, T.Zero),
        ];
        foreach (var limit in limits)
        {
            var x = Enumerable.Repeat(limit.X, count).ToArray();
            var y = new T[count];
            kernels.Exp(x, y);
            y.ShouldAllBe(value => value.Equals(limit.Exp));
            kernels.Sigmoid(x, y);
            y.ShouldAllBe(value => value.Equals(limit.Sigmoid));
            kernels.Tanh(x, y);
            y.ShouldAllBe(value => value.Equals(limit.Tanh));
            kernels.Rectify(Row(x), Row(y));
            y.ShouldAllBe(value => value.Equals(limit.Rectified));
        }
    }

    static Rows<T> Row<T>(T[] numbers) where T : unmanaged => new(numbers, count: 1, numbers.Length, numbers.Length);

    static void SameBits<T>(VectorWidth width) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (kernels, scalar) = (VectorKernels<T>.Of(width), VectorKernels<T>.Of(VectorWidth.Scalar));
        foreach (var count in new[] { 1, 2, 3, 15, 16, 17, 100, 255 })
        {
            var x = Array.ConvertAll(Some.Numbers<T>(5, count), value => value * T.CreateTruncating(12));
            Same((k, y) => k.Exp(x, y));
            Same((k, y) => k.Sigmoid(x, y));
            Same((k, y) => k.Tanh(x, y));
            Same((k, y) => k.Rectify(Row(x), Row(y)));
            Same((k, y) => k.Add(Row(x), Row(x), Row(y)));
            Same((k, y) => k.Softmax(x, y));
            Same((k, y) => k.LogSoftmax(x, y));

            void Same(Action<VectorKernels<T>, T[]> function)
            {
                var (y, expected) = (new T[count], new T[count]);
                function(kernels, y);
                function(scalar, expected);
                y.ShouldBe(expected);
            }
        }
    }
}
