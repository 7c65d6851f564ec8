using System.CommandLine;
using System.Globalization;
using Pixel.Cli.Output;
using Pixel.Contracts;
using Pixel.Host.Models;
using Pixel.Host.Plugins;
using Pixel.Host.Runs;

namespace Pixel.Cli.Commands;

/// <summary><c>pixelfw run CONFIG</c>.</summary>
static class RunCommand
{
    public static Command Create()
    {
        var config = new Argument<string>("CONFIG") { Description = "The experiment, a YAML file." };
        var set = CommonOptions.Set();
        var plugins = CommonOptions.Plugins();
        var @out = new Option<string?>("--out") { Description = "The run folder.  [default: runs/NAME]", HelpName = "DIR" };
        var resume = new Option<bool>("--resume") { Description = "Go on from the last checkpoint of the run folder." };
        var command = new Command("run", "Train, evaluate and sample, as the config says.") { config, set, plugins, @out, resume };
        command.SetAction((parsed, cancellation) => Task.FromResult(Execute(
            parsed.GetValue(config)!, parsed.GetValue(set)!, parsed.GetValue(plugins)!, parsed.GetValue(@out), parsed.GetValue(resume), cancellation)));
        return command;
    }

    static int Execute(
        string config, string[] sets, string[] plugins, string? @out, bool resume, CancellationToken cancellation)
    {
        using var setup = ExperimentSetup.Load(config, sets, plugins, Notices.Warn);
        var folder = new RunFolder(@out ?? Path.Combine("runs", setup.Experiment.Name));
        try
        {
            var result = ProgressSink.Run(sink =>
            {
                sink.Say($"run         {setup.Experiment.Name} → {folder.Root}");
                return new ExperimentRun(setup, folder, new RunProgress(sink)).Execute(resume, cancellation);
            });
            Show(result, folder);
            return ExitCodes.Done;
        }
        catch (OperationCanceledException) when (folder.Checkpoints.Last is { } checkpoint)
        {
            Console.Error.WriteLine($"pixelfw: stopped. {checkpoint} holds all that was learnt; to go on, give the same command with --resume.");
            return ExitCodes.Failed;
        }
        catch (Exception problem) when ((problem is LayerException || PluginException.Of(problem) is not null) && folder.Checkpoints.Last is { } checkpoint)
        {
            var code = Failures.Report(problem);
            Console.Error.WriteLine($"pixelfw: {checkpoint} stands; once the plug-in is mended, give the same command with --resume.");
            return code;
        }
    }

    static void Show(RunResult result, RunFolder folder)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{result.Split}: {result.NatsPerImage:F3} nats/image = {result.BitsPerDim:F4} bits/dim over {Counted.Of(result.Images, "image", "N0")} ({result.Data}; weights of step {result.EvaluatedStep:N0})"));
        if (Notices.Bound(result) is { } bound) Console.WriteLine(bound);
        if (result.StandIn) Console.WriteLine(Notices.StandIn);
        Console.WriteLine($"result:  {folder.Result}");
        if (File.Exists(folder.FinalSamples)) Console.WriteLine($"samples: {folder.FinalSamples}");
    }
}
