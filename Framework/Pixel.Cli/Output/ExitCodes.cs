namespace Pixel.Cli.Output;

/// <summary>The exit codes.</summary>
static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>Failed, or stopped by Ctrl-C.</summary>
    public const int Failed = 1;

    /// <summary>Wrong usage or config; nothing was written.</summary>
    public const int Usage = 2;
}
