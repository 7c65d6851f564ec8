using System.CommandLine;
using System.Globalization;
using Pixel.Cli.Output;
using Pixel.Host.Benchmarks;
using Pixel.Host.Models;

namespace Pixel.Cli.Commands;

/// <summary><c>pixelfw bench CONFIG</c>.</summary>
static class BenchCommand
{
    public static Command Create()
    {
        var config = new Argument<string>("CONFIG") { Description = "The experiment; its data are not read, random images of its shape are used." };
        var steps = CommonOptions.Number(
            "--steps", "Steps and evaluations to take the median of, at least; more where they take less than two seconds.", 5,
            n => n is >= 1 and <= 10000, "a whole number from 1 to 10000");
        var (set, plugins, json) = (CommonOptions.Set(), CommonOptions.Plugins(), CommonOptions.Json());
        var command = new Command("bench", "Measure how fast a model trains, evaluates and samples on this machine.") { config, steps, set, plugins, json };
        command.SetAction(parsed => Execute(
            parsed.GetValue(config)!, parsed.GetValue(steps), parsed.GetValue(set)!, parsed.GetValue(plugins)!, parsed.GetValue(json)));
        return command;
    }

    static int Execute(string config, int steps, string[] sets, string[] plugins, bool json)
    {
        using var setup = ExperimentSetup.Load(config, sets, plugins, Notices.Plugins);
        var result = Throughput.Measure(setup, steps);
        Console.WriteLine(json ? result.ToJson() : Text(result));
        return ExitCodes.Done;
    }

    static string Text(ThroughputResult result) => string.Create(CultureInfo.InvariantCulture, $"""
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
