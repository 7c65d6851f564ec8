using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Runtime.InteropServices;
using Pixel.Contracts;
using Pixel.Host.Config;
using Pixel.Host.Data;
using Pixel.Host.Imaging;
using Pixel.Host.Plugins;
using Pixel.Host.Storage;
using Pixel.Host.Training;
using Pixel.Kernels;
using Pixel.Libtorch;

namespace Pixel.Cli.Output;

/// <summary>Tells of a failure in words, and gives its exit code. A stack trace is shown only for what nobody foresaw.</summary>
static class Failures
{
    /// <summary>Reports a failure on stderr.</summary>
    public static int Report(Exception problem)
    {
        switch (problem is TypeInitializationException { InnerException: TorchLibraryException cause } ? cause : problem)
        {
            case OperationCanceledException:
                Console.Error.WriteLine("pixelfw: stopped.");
                return ExitCodes.Stopped;
            case ConfigException:
                Console.Error.WriteLine(problem.Message);
                return ExitCodes.Usage;
            case ModelException or UnknownArchitectureException or PluginTemplateException or VectorWidthException or ExperimentException { IsUsage: true }:
                Console.Error.WriteLine($"pixelfw: {problem.Message}");
                return ExitCodes.Usage;
            case var _ when MemoryShortage.Of(problem) is { } shortage:
                Console.Error.WriteLine($"pixelfw: {shortage}");
                return ExitCodes.Failed;
            case LayerException layer:
                Console.Error.WriteLine($"pixelfw: {PluginException.Of(layer)?.Message ?? layer.Message}");
                return ExitCodes.Failed;
            case TorchLibraryException or ExperimentException or TrainingException or CheckpointException or DataUnavailableException or LabelsUnavailableException
                or DataFormatException or ImageFileException or IOException or UnauthorizedAccessException:
                Console.Error.WriteLine($"pixelfw: {problem.Message}{(problem is IOException && problem.Message.Contains('\uFFFD') ? " A name that is not UTF-8 cannot be opened: rename it." : "")}");
                return ExitCodes.Failed;
            case ExternalException: // what TorchSharp throws for an error of libtorch
                Console.Error.WriteLine($"pixelfw: libtorch failed: {TorchLibrary.Words(problem)}");
                return ExitCodes.Failed;
            case var _ when PluginException.Of(problem) is { } plugin:
                Console.Error.WriteLine($"pixelfw: {plugin.Message}");
                return ExitCodes.Failed;
            default:
                Console.Error.WriteLine($"pixelfw: an unforeseen failure; please report it with this text.\n{problem}");
                return ExitCodes.Failed;
        }
    }
}

/// <summary>Tells of memory that did not suffice, in this process or in libtorch.</summary>
static class MemoryShortage
{
    /// <summary>What to say of a failure; null where it is none of memory.</summary>
    public static string? Of(Exception problem)
    {
        for (var cause = problem; cause is not null; cause = cause.InnerException)
        {
            if (cause is not OutOfMemoryException && !IsOfLibtorch(cause)) continue;
            var where = problem is LayerException layer ? $"in the layer '{layer.Node.Name}' ({layer.Node.Layer.Kind}) " : "";
            var asked = cause is OutOfMemoryException ? "" : $": {TorchLibrary.Words(cause).ReplaceLineEndings(" ")}";
            return string.Create(CultureInfo.InvariantCulture,
                $"the memory does not suffice; more was asked for {where}than there is (this process may have {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9:F1} GB){asked}. "
                + $"Lower training.microBatch or training.batch, evaluation.batch, the model's sizes (model.hidden, model.layers, model.head) or the images' (data.height, data.width), or draw fewer images (--count).");
        }
        return null;
    }

    static bool IsOfLibtorch(Exception cause) => cause is ExternalException
        && (cause.Message.Contains("allocate memory", StringComparison.Ordinal) || cause.Message.Contains("out of memory", StringComparison.OrdinalIgnoreCase));
}

/// <summary>Tells what is wrong with a command line, in words, with the nearest verb or option there is.</summary>
static class UsageErrors
{
    /// <summary>Reports on stderr.</summary>
    /// <param name="args">The words.</param>
    /// <param name="parsed">What was made of them.</param>
    /// <param name="root">All verbs.</param>
    public static int Report(string[] args, ParseResult parsed, RootCommand root)
    {
        var command = parsed.CommandResult.Command;
        if (args.Length == 0) root.Parse(["--help"]).Invoke(new InvocationConfiguration { Output = Console.Error });
        else if (args.Contains("")) Tell("a word of the command is empty; was it a variable that is not set?");
        else if (command == root && !args[0].StartsWith('-')) Tell(Unknown("verb", args[0], root.Subcommands));
        else TellProblems(parsed, command);
        if (args.Length > 0) Console.Error.WriteLine($"Try: pixelfw {(command == root ? "" : command.Name + " ")}--help");
        return ExitCodes.Usage;
    }

    /// <summary>Whether an option that the verb does not know was taken for its argument.</summary>
    public static bool HasStranger(ParseResult parsed) => Strangers(parsed).Any();

    static IEnumerable<string> Strangers(ParseResult parsed) => parsed.Tokens.Any(token => token.Type == TokenType.DoubleDash)
        ? []
        : parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).Select(token => token.Value).Where(word => word.StartsWith('-'));

    static void TellProblems(ParseResult parsed, Command command)
    {
        string[] strangers = [.. Strangers(parsed), .. parsed.UnmatchedTokens.Where(word => word.StartsWith('-'))];
        foreach (var stranger in strangers) Tell(Unknown("option", stranger, command.Options));
        // With a stranger among the words, what else is missed or too many is most often its fault.
        if (strangers.Length > 0) return;
        foreach (var word in parsed.UnmatchedTokens) Tell($"'{word}' is one word too many.");
        if (parsed.UnmatchedTokens.Count == 0)
            foreach (var error in parsed.Errors) Tell(error.Message);
    }

    static string Unknown(string kind, string word, IEnumerable<Symbol> known) =>
        Nearest.Of(word, known.Select(symbol => symbol.Name)) is { } nearest
            ? $"there is no {kind} '{word}'; did you mean '{nearest}'?"
            : $"there is no {kind} '{word}'.";

    static void Tell(string problem) => Console.Error.WriteLine($"pixelfw: {problem}");
}

/// <summary>The exit codes.</summary>
static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>Failed.</summary>
    public const int Failed = 1;

    /// <summary>Wrong usage or config; nothing was written.</summary>
    public const int Usage = 2;

    /// <summary>Stopped by Ctrl-C; by another signal 128 and its number.</summary>
    public const int Stopped = 130;
}
