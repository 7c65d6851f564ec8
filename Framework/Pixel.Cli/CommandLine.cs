using System.CommandLine;
using System.CommandLine.Invocation;
using Pixel.Cli.Commands;
using Pixel.Cli.Output;

namespace Pixel.Cli;

/// <summary>The verbs of <c>pixelfw</c>, and the exit codes: 0 done, 1 failed, 2 wrong usage or config, 130 stopped by Ctrl-C.</summary>
public static class CommandLine
{
    /// <summary>Parses and carries out a command line.</summary>
    /// <param name="args">The words after <c>pixelfw</c>.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Pixel-by-pixel image models: train, evaluate, sample, complete. Experiments are YAML files, architectures are plug-ins.")
        {
            RunCommand.Create(), EvalCommand.Create(), SampleCommand.Create(), CompleteCommand.Create(), BenchCommand.Create(), PluginsCommand.Create(),
            NewCommand.Create(), CheckCommand.Create(), GradcheckCommand.Create(), DataCommand.Create(), SchemaCommand.Create(),
        };
        using var printable = PrintableWriter.Install();
        var parsed = root.Parse(args);
        if (args.Contains("") || parsed.Errors.Count > 0 || UsageErrors.HasStranger(parsed)) return UsageErrors.Report(args, parsed, root);
        // A verb without cancellation is left to the system's own way of ending a process.
        using var unfinished = new UnfinishedVerb(parsed.CommandResult.Command.Name);
        using var interruption = parsed.Action is AsynchronousCommandLineAction ? new Interruption() : null;
        try
        {
            return Code(await parsed.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null },
                interruption?.Token ?? CancellationToken.None));
        }
        catch (Exception problem)
        {
            return Code(Failures.Report(problem));
        }

        int Code(int code) => code == ExitCodes.Stopped && interruption is not null ? interruption.ExitCode : code;
    }
}
