using System.CommandLine;
using System.Globalization;
using Pixel.Cli.Output;
using Pixel.Contracts;
using Pixel.Host.Data;
using Pixel.Host.Imaging;
using Pixel.Host.Models;
using Pixel.Host.Runs;
using Pixel.Host.Training;

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
        var from = new Option<string?>("--init-from") { Description = "Start from the weights of another run, or of a model under models/, of the same network; the same as --set training.initFrom=RUN.", HelpName = "RUN" };
        var command = new Command("run", "Train, evaluate and sample, as the config says.") { config, set, plugins, @out, resume, from };
        command.SetAction((parsed, cancellation) => Task.FromResult(Execute(
            parsed.GetValue(config)!, [.. parsed.GetValue(set)!, .. parsed.GetValue(from) is { } other ? [$"training.initFrom={other}"] : Array.Empty<string>()], parsed.GetValue(plugins)!, parsed.GetValue(@out), parsed.GetValue(resume), cancellation)));
        return command;
    }

    static int Execute(
        string config, string[] sets, string[] plugins, string? @out, bool resume, CancellationToken cancellation)
    {
        using var setup = ExperimentSetup.Load(config, sets, plugins, Notices.Plugins);
        var folder = new RunFolder(@out ?? Path.Combine("runs", setup.Experiment.Name));
        RunProgress? progress = null;
        try
        {
            var result = ProgressSink.Run(sink =>
            {
                sink.Say($"run         {setup.Experiment.Name} → {folder.Root}");
                return new ExperimentRun(setup, folder, progress = new RunProgress(sink)).Execute(resume, cancellation);
            });
            Show(result, folder);
            return ExitCodes.Done;
        }
        catch (Exception problem) when (progress is { IsTraining: true } && problem is not TrainingException && folder.Checkpoints.Last is { } checkpoint)
        {
            var code = Failures.Report(problem);
            Console.Error.WriteLine(problem is OperationCanceledException
                ? $"pixelfw: {checkpoint} holds all that was learnt; to go on, give the same command with --resume."
                : $"pixelfw: {checkpoint} holds what was learnt before; once the cause is mended, give the same command with --resume.{Hint(problem)}");
            return code;
        }
    }

    static string Hint(Exception problem) => problem is DataFormatException or ImageFileException
        ? " The number of training images must stay: restore the file, or put another image in its place."
        : "";

    static void Show(RunResult result, RunFolder folder)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{result.Split}: {result.NatsPerImage:F3} nats/image = {result.BitsPerDim:F4} bits/dim over {Counted.Of(result.Images, "image", "N0")} ({result.Data}; weights of step {result.EvaluatedStep:N0})"));
        if (Notices.Diverged(result, ModelCard.Load(folder.Card).Levels) is { } diverged) Console.WriteLine(diverged);
        if (Notices.Bound(result) is { } bound) Console.WriteLine(bound);
        if (result.StandIn) Console.WriteLine(Notices.StandIn);
        Console.WriteLine($"result:  {folder.Result}");
        if (File.Exists(folder.FinalSamples)) Console.WriteLine($"samples: {folder.FinalSamples}");
    }
}
