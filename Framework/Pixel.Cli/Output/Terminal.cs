using Spectre.Console;

namespace Pixel.Cli.Output;

/// <summary>Where progress goes: stderr, so that results on stdout stay alone.</summary>
static class Terminal
{
    /// <summary>The console on stderr.</summary>
    public static IAnsiConsole Errors { get; } = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });

    /// <summary>Whether stderr can show a progress bar.</summary>
    public static bool IsLive => !Console.IsErrorRedirected && Errors.Profile.Capabilities.Ansi;
}
