using System.CommandLine;
using Pixel.Cli.Output;
using Pixel.Host.Benchmarks;
using Pixel.Host.Experiments;

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
        using var setup = ExperimentSetup.Load(config, sets, plugins, Notices.Warn);
        var result = Throughput.Measure(setup, steps);
        Console.WriteLine(json ? result.ToJson() : ThroughputText.Of(result));
        return ExitCodes.Done;
    }
}
