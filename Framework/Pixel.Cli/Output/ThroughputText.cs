using System.Globalization;
using Pixel.Host.Benchmarks;

namespace Pixel.Cli.Output;

/// <summary>A model's throughput as lines for a reader.</summary>
static class ThroughputText
{
    public static string Of(ThroughputResult result) => string.Create(CultureInfo.InvariantCulture, $"""
        model       {result.Architecture}, {result.Parameters:N0} parameters, {result.MultiplyAddsPerImage / 1e6:N1} M multiply-adds per image
        images      {string.Join('×', result.Image)}, {result.Levels} levels, batch {result.Batch}, {result.Threads} {(result.Threads == 1 ? "thread" : "threads")}
        peak        {(result.PeakGflops is { } peak ? $"{Figure(peak)} GFLOP/s in products of matrices" : "not measured on this device")}
        training    {Rate(result.TrainImagesPerSecond, result.TrainGflops, result.TrainShareOfPeak)}
        evaluation  {Rate(result.EvalImagesPerSecond, result.EvalGflops, result.EvalShareOfPeak)}
        sampling    {Rate(result.SampleImagesPerSecond, result.SampleGflops, result.SampleShareOfPeak)} ({result.Sampler})
        memory      {result.PeakMemoryBytes / 1048576.0:N0} MiB at most
        """);

    static string Rate(double images, double gflops, double? share) => string.Create(
        CultureInfo.InvariantCulture, $"{Figure(images),8} images/s  {Figure(gflops),7} GFLOP/s{(share is { } part ? $"  {100 * part,3:N0}% of peak" : "")}");

    /// <summary>Slow sampling has digits to show, too.</summary>
    static string Figure(double value) => value.ToString(value >= 10 ? "N1" : "G3", CultureInfo.InvariantCulture);
}
