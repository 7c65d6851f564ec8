using System.Numerics;
using Pixel.Kernels;
using Pixel.Tests.Support;

namespace Pixel.Tests.Kernels;

public sealed class PackedMatrixTests
{
    static readonly int[] Rows = [1, 2, 3, 7, 8, 13, 16];
    static readonly int[] Inputs = [0, 1, 5, 33];
    static readonly int[] Outputs = [1, 2, 3, 4, 7, 8, 15, 16, 17, 31, 32, 33, 64, 65];

    public static TheoryData<VectorWidth> Widths => [.. Enum.GetValues<VectorWidth>()];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Each_output_is_the_fused_sum_over_the_inputs_upwards_at_every_width_and_number_of_rows(VectorWidth width)
    {
        foreach (var rows in Rows)
            foreach (var inputs in Inputs)
                foreach (var outputs in Outputs)
                {
                    Compare<float>(width, rows, inputs, outputs);
                    Compare<double>(width, rows, inputs, outputs);
                }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Packing_from_memory_takes_a_matrix_or_its_transpose_and_allocates_nothing(VectorWidth width)
    {
        const int Inputs = 21, Outputs = 35;
        var weights = Some.Numbers<float>(1, Inputs * Outputs); // (input, output)
        var a = Some.Numbers<float>(2, Inputs);
        var (straight, turned) = (new PackedMatrix<float>(Inputs, Outputs, VectorKernels<float>.Of(width)), new PackedMatrix<float>(Outputs, Inputs, VectorKernels<float>.Of(width)));
        straight.Pack(weights, Outputs, 1);
        turned.Pack(weights, 1, Outputs);
        var before = GC.GetAllocatedBytesForCurrentThread();
        straight.Pack(weights, Outputs, 1);
        turned.Pack(weights, 1, Outputs);
        GC.GetAllocatedBytesForCurrentThread().ShouldBe(before);
        var (forward, back) = (new float[Outputs], new float[Inputs]);
        straight.Multiply(a, Inputs, forward, Outputs, 1);
        forward.ShouldBe(Expected(new float[Outputs], a, Inputs, Outputs, (input, output) => weights[input * Outputs + output]));
        turned.Multiply(forward, Outputs, back, Inputs, 1);
        back.ShouldBe(Expected(new float[Inputs], forward, Outputs, Inputs, (output, input) => weights[input * Outputs + output]));
    }

    [Fact]
    public void A_sum_begins_with_one_start_for_all_rows_or_with_one_for_each()
    {
        var matrix = new PackedMatrix<double>(2, 3).Pack((input, output) => input + 10 * output);
        var c = new double[6];
        matrix.Multiply([100, 200, 300], 0, [1, 2, 3, 4], 2, c, 3, 2);
        c.ShouldBe([102, 232, 362, 104, 274, 444]);
        matrix.MultiplyAdd([1, 0, 0, 1], 2, c, 3, 2);
        c.ShouldBe([102, 242, 382, 105, 285, 465]);
    }

    [Fact]
    public void Memory_that_is_too_short_is_told_of_before_anything_is_written()
    {
        var matrix = new PackedMatrix<float>(4, 3);
        Should.Throw<ArgumentException>(() => matrix.Multiply(new float[7], 4, new float[6], 3, 2))
            .Message.ShouldBe("7 numbers do not hold 2 rows of 4, 4 apart. (Parameter 'a')");
        Should.Throw<ArgumentException>(() => matrix.Multiply(new float[8], 4, new float[5], 3, 2))
            .Message.ShouldBe("5 numbers do not hold 2 rows of 3, 3 apart. (Parameter 'c')");
    }

    static void Compare<T>(VectorWidth width, int rows, int inputs, int outputs) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var weights = Some.Numbers<T>(1, inputs * outputs);
        var matrix = new PackedMatrix<T>(inputs, outputs, VectorKernels<T>.Of(width)).Pack((input, output) => weights[input * outputs + output]);
        var (aStride, cStride) = (inputs + 3, outputs + 2);
        var a = Some.Numbers<T>(2, rows * aStride);
        var c = Some.Numbers<T>(3, rows * cStride); // what lies between the rows must stand
        var expected = (T[])c.Clone();
        for (var row = 0; row < rows; row++)
            Expected(c[(row * cStride)..(row * cStride + outputs)], a[(row * aStride)..], inputs, outputs, (input, output) => weights[input * outputs + output])
                .CopyTo(expected, row * cStride);
        matrix.MultiplyAdd(a, aStride, c, cStride, rows);
        c.ShouldBe(expected, $"{typeof(T).Name}, {width}, {rows}×{inputs}×{outputs}");
    }

    static T[] Expected<T>(T[] start, T[] a, int inputs, int outputs, Func<int, int, T> weight) where T : IBinaryFloatingPointIeee754<T>
    {
        var sums = (T[])start.Clone();
        for (var output = 0; output < outputs; output++)
            for (var input = 0; input < inputs; input++)
                sums[output] = T.FusedMultiplyAdd(a[input], weight(input, output), sums[output]);
        return sums;
    }
}
