using System.Globalization;
using BenchmarkDotNet.Attributes;
using Pixel.Kernels;

namespace Pixel.Benchmarks;

/// <summary>Products of the shapes that steps and training make: rows × inputs → outputs.</summary>
public class ProductBenchmarks : ICountsOperations
{
    PackedMatrix<float> _matrix = null!;
    float[] _a = [];
    float[] _c = [];

    /// <summary>Images of a batch, or columns of a row.</summary>
    [Params(1, 8, 16, 256)]
    public int Rows { get; set; } = 1;

    /// <summary>Inputs and outputs: 16→16, 32→16, 16→64 (MNIST), 48→192, 96→64, 192→256 (RGB), 128→512 (training).</summary>
    [Params("16→16", "32→16", "16→64", "48→192", "96→64", "192→256", "128→512")]
    public string Shape { get; set; } = "16→16";

    /// <inheritdoc/>
    public double Operations => 2.0 * Rows * Inputs * Outputs;

    int Inputs => int.Parse(Shape.Split('→')[0], CultureInfo.InvariantCulture);

    int Outputs => int.Parse(Shape.Split('→')[1], CultureInfo.InvariantCulture);

    [GlobalSetup]
    public void Fill()
    {
        _matrix = new PackedMatrix<float>(Inputs, Outputs).Pack((input, output) => MathF.Sin(31 * input + output));
        _a = [.. Enumerable.Range(0, Rows * Inputs).Select(i => MathF.Cos(i))];
        _c = new float[Rows * Outputs];
    }

    [Benchmark]
    public void Multiply() => _matrix.Multiply(new Rows<float>(_a, Rows, Inputs, Inputs), new Rows<float>(_c, Rows, Outputs, Outputs));
}
