using Pixel.Cli;

namespace Pixel.Tests.Cli;

/// <summary>What a command said.</summary>
public sealed record CommandResult(int ExitCode, string Output, string Errors)
{
    static readonly string[] WithoutPlugins = ["data", "--help", "--version"];

    /// <summary>Carries out a command in this process, with the plug-ins that ship.</summary>
    public static CommandResult Of(params string[] args) =>
        OfWords(args.Length == 0 || WithoutPlugins.Contains(args[0]) ? args : [.. args, "--plugins", Support.Plugins.Folder]);

    /// <summary>Carries out a command in this process, with no word added.</summary>
    public static CommandResult OfWords(params string[] args)
    {
        var (output, errors) = (Console.Out, Console.Error);
        using var captured = new StringWriter();
        using var capturedErrors = new StringWriter();
        try
        {
            Console.SetOut(captured);
            Console.SetError(capturedErrors);
            var code = CommandLine.RunAsync(args).GetAwaiter().GetResult();
            return new CommandResult(code, captured.ToString(), capturedErrors.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(errors);
        }
    }

    /// <summary>The same, where it must have worked.</summary>
    public CommandResult Done()
    {
        ExitCode.ShouldBe(0, Errors);
        return this;
    }
}

/// <summary>Tests of the command line, which share the process's console and a trained run: one at a time.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ConsoleCollection : ICollectionFixture<TrainedRun>
{
    public const string Name = "console";
}
