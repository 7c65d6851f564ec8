using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using BenchmarkDotNet.Attributes;

namespace Pixel.Benchmarks;

/// <summary>What a core can do at most: fused multiply-adds that do not wait for each other, all in registers.</summary>
public class PeakBenchmarks : ICountsOperations
{
    const int Rounds = 10_000;
    const int Chains = 10;

    /// <inheritdoc/>
    public double Operations => 2.0 * Rounds * Chains * Vector512<float>.Count;

    [Benchmark]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public Vector512<float> FusedMultiplyAdd512()
    {
        var (x, y) = (Vector512.Create(0.999f), Vector512.Create(0.001f));
        var (a, b, c, d, e) = (x, x, x, x, x);
        var (f, g, h, i, j) = (x, x, x, x, x);
        for (var round = 0; round < Rounds; round++)
        {
            a = Vector512.FusedMultiplyAdd(a, x, y);
            b = Vector512.FusedMultiplyAdd(b, x, y);
            c = Vector512.FusedMultiplyAdd(c, x, y);
            d = Vector512.FusedMultiplyAdd(d, x, y);
            e = Vector512.FusedMultiplyAdd(e, x, y);
            f = Vector512.FusedMultiplyAdd(f, x, y);
            g = Vector512.FusedMultiplyAdd(g, x, y);
            h = Vector512.FusedMultiplyAdd(h, x, y);
            i = Vector512.FusedMultiplyAdd(i, x, y);
            j = Vector512.FusedMultiplyAdd(j, x, y);
        }
        return a + b + c + d + e + (f + g + h + i + j);
    }
}
