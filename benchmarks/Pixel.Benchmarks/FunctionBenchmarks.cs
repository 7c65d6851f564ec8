using BenchmarkDotNet.Attributes;
using Pixel.Kernels;

namespace Pixel.Benchmarks;

/// <summary>The functions of numbers, and the LSTM cell.</summary>
public class FunctionBenchmarks : ICountsOperations
{
    const int Count = 1024;
    const int Gates = 4;

    readonly float[] _x = [.. Enumerable.Range(0, Gates * Count).Select(i => 5 * MathF.Sin(i))];
    readonly float[] _y = new float[Count];
    readonly float[] _z = new float[Count];
    readonly double[] _logits = [.. Enumerable.Range(0, Count).Select(i => 5 * Math.Sin(i))];
    readonly double[] _probabilities = new double[Count];

    /// <summary>The vector width.</summary>
    [Params(VectorWidth.Scalar, VectorWidth.Bits256, VectorWidth.Bits512)]
    public VectorWidth Width { get; set; }

    /// <inheritdoc/>
    public double Operations => Count;

    VectorKernels<float> Kernels => VectorKernels<float>.Of(Width);

    [Benchmark]
    public void Exp() => Kernels.Exp(_x.AsSpan(0, Count), _y);

    [Benchmark]
    public void Sigmoid() => Kernels.Sigmoid(_x.AsSpan(0, Count), _y);

    [Benchmark]
    public void Tanh() => Kernels.Tanh(_x.AsSpan(0, Count), _y);

    [Benchmark]
    public void LstmCell()
    {
        var gates = new Rows<float>(_x, Count / 16, Gates * 16, Gates * 16);
        var cell = new Rows<float>(_y, Count / 16, 16, 16);
        Kernels.LstmCell(gates, gates, cell, cell, new Rows<float>(_z, Count / 16, 16, 16));
    }

    /// <summary>1024 levels, in double precision.</summary>
    [Benchmark]
    public void Softmax() => VectorKernels<double>.Of(Width).Softmax(_logits, _probabilities);
}
