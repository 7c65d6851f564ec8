using System.Numerics;
using Pixel.Kernels;
using Pixel.Tests.Support;

namespace Pixel.Tests.Kernels;

public sealed class RowKernelTests
{
    const int Count = 3;

    public static TheoryData<VectorWidth> Widths => [.. Enum.GetValues<VectorWidth>()];

    [Theory]
    [MemberData(nameof(Widths))]
    public void The_cell_is_that_of_the_paper_with_the_same_bits_at_every_width(VectorWidth width)
    {
        foreach (var size in new[] { 1, 5, 16, 17, 43 })
        {
            Cell<float>(width, size, 1e-6);
            Cell<double>(width, size, 1e-14);
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Rows_are_added_and_rectified_in_place_and_what_lies_between_them_stands(VectorWidth width)
    {
        foreach (var (size, stride) in new[] { (1, 1), (7, 7), (16, 20), (35, 40) })
        {
            var kernels = VectorKernels<float>.Of(width);
            var x = Some.Numbers<float>(1, Count * stride);
            var y = Some.Numbers<float>(2, Count * stride);
            var expected = (float[])x.Clone();
            for (var i = 0; i < expected.Length; i++)
                if (i % stride < size) expected[i] = Math.Max(0, x[i] + y[i]);
            var rows = new Rows<float>(x, Count, stride, size);
            kernels.Add(rows, new Rows<float>(y, Count, stride, size), rows);
            kernels.Rectify(rows, rows);
            x.ShouldBe(expected);
        }
    }

    [Fact]
    public void Rows_that_do_not_fit_are_told_of()
    {
        Should.Throw<ArgumentException>(() => new Rows<float>(new float[5], 2, 3, 3).Clear()).Message.ShouldBe("5 numbers do not hold 2 rows of 3, 3 apart.");
        Should.Throw<ArgumentException>(() => VectorKernels<float>.Default.Rectify(new Rows<float>(new float[6], 2, 3, 3), new Rows<float>(new float[6], 3, 2, 2)))
            .Message.ShouldBe("2 rows of 3 are needed, not 3 of 2. (Parameter 'result')");
    }

    static void Cell<T>(VectorWidth width, int size, double tolerance) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var gates = Array.ConvertAll(Some.Numbers<T>(1, Count * 4 * size), x => x * T.CreateTruncating(4));
        var state = Array.ConvertAll(Some.Numbers<T>(2, Count * 4 * size), x => x * T.CreateTruncating(4));
        var before = Some.Numbers<T>(3, Count * size);
        var (cell, hidden) = Compute(VectorKernels<T>.Of(width));
        var (scalarCell, scalarHidden) = Compute(VectorKernels<T>.Of(VectorWidth.Scalar));
        scalarCell.ShouldBe(cell);
        scalarHidden.ShouldBe(hidden);
        for (var row = 0; row < Count; row++)
            for (var i = 0; i < size; i++)
            {
                var next = Sigmoid(1) * double.CreateTruncating(before[row * size + i]) + Sigmoid(2) * Math.Tanh(Gate(3));
                double.CreateTruncating(cell[row * size + i]).ShouldBe(next, tolerance);
                double.CreateTruncating(hidden[row * size + i]).ShouldBe(Sigmoid(0) * Math.Tanh(next), tolerance);

                double Gate(int gate) => double.CreateTruncating(gates[(row * 4 + gate) * size + i]) + double.CreateTruncating(state[(row * 4 + gate) * size + i]);

                double Sigmoid(int gate) => 1 / (1 + Math.Exp(-Gate(gate)));
            }

        (T[] Cell, T[] Hidden) Compute(VectorKernels<T> kernels)
        {
            var (c, h) = ((T[])before.Clone(), new T[Count * size]); // the cell state in place
            var rows = new Rows<T>(c, Count, size, size);
            kernels.LstmCell(new Rows<T>(gates, Count, 4 * size, 4 * size), new Rows<T>(state, Count, 4 * size, 4 * size), rows, rows, new Rows<T>(h, Count, size, size));
            return (c, h);
        }
    }
}
