using System.CommandLine;
using Pixel.Host.Config.Internal;

namespace Pixel.Cli.Output;

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

    static void TellProblems(ParseResult parsed, Command command)
    {
        var words = parsed.UnmatchedTokens;
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i].StartsWith('-')) Tell(Unknown("option", words[i], command.Options));
            else if (i == 0 || !words[i - 1].StartsWith('-')) Tell($"'{words[i]}' is one word too many.");
        }
        // With a stranger among the words, what else is missed is most often its fault.
        if (words.Count == 0)
            foreach (var error in parsed.Errors) Tell(error.Message);
    }

    static string Unknown(string kind, string word, IEnumerable<Symbol> known) =>
        Nearest.Of(word, known.Select(symbol => symbol.Name)) is { } nearest
            ? $"there is no {kind} '{word}'; did you mean '{nearest}'?"
            : $"there is no {kind} '{word}'.";

    static void Tell(string problem) => Console.Error.WriteLine($"pixelfw: {problem}");
}
