using System.CommandLine;
using Pixel.Cli.Commands;
using Pixel.Cli.Output;

namespace Pixel.Cli;

/// <summary>The verbs of <c>pixelfw</c>, and the exit codes: 0 done, 1 failed, 2 wrong usage or config.</summary>
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
            DataCommand.Create(), SchemaCommand.Create(),
        };
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors) await Console.Error.WriteLineAsync($"pixelfw: {error.Message}");
            await Console.Error.WriteLineAsync($"Try: pixelfw {VerbOf(parsed, root)}--help");
            return ExitCodes.Usage;
        }
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (Exception problem)
        {
            return Failures.Report(problem);
        }
    }

    static string VerbOf(ParseResult parsed, RootCommand root) =>
        parsed.CommandResult.Command == root ? "" : parsed.CommandResult.Command.Name + " ";
}
