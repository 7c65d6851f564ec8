using System.Diagnostics;

namespace Pixel.Kernels.Training;

/// <summary>The rate of products of matrices at its best, on this machine and now: what a model's arithmetic is held against.</summary>
static unsafe class ProductPeak
{
    const double Seconds = 0.5;

    // Few enough for the second cache; pieces enough that a thread which comes late finds some left.
    const int Rows = 192;
    const int Size = 256;
    const int PiecesPerThread = 8;

    /// <summary>Measures on the threads of <see cref="Workers"/>, for half a second.</summary>
    /// <returns>Floating-point operations a second, of which a multiply-add is two.</returns>
    public static double Measure()
    {
        var pieces = PiecesPerThread * Workers.Count;
        using var left = new Scratch<float>(Rows * Size);
        using var results = new Scratch<float>((long)pieces * Rows * Size);
        using var right = new PanelMatrix<float>(Size, Size);
        new Span<float>(left.Start, Rows * Size).Fill(1);
        right.Fill(0, Size, left.Start, 0, 1);
        var rows = new NativeRows<float>(left.Start, Size);
        var start = new NativeRows<float>(left.Start, 0);
        var result = new NativeRows<float>(results.Start, Size);
        var best = double.PositiveInfinity;
        for (var clock = Stopwatch.StartNew(); clock.Elapsed.TotalSeconds < Seconds;)
        {
            var before = clock.Elapsed;
            Workers.Run(pieces, piece => right.Multiply(Rows, rows, [new Run(0, Size)], start, result.From((nint)piece * Rows)));
            best = Math.Min(best, (clock.Elapsed - before).TotalSeconds);
        }
        return 2.0 * pieces * Rows * Size * Size / best;
    }
}
