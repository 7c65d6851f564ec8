using System.CommandLine;

namespace Pixel.Cli.Commands;

/// <summary>Options that several verbs share.</summary>
static class CommonOptions
{
    /// <summary>Overrides of the config.</summary>
    public static Option<string[]> Set() => new("--set")
    {
        Description = "Override a setting of the config, e.g. --set training.batch=32; may be given several times.",
        HelpName = "path=value",
        DefaultValueFactory = _ => [],
    };

    /// <summary>Further plug-in folders.</summary>
    public static Option<string[]> Plugins() => new("--plugins")
    {
        Description = "A folder with further plug-ins; may be given several times.",
        HelpName = "DIR",
        DefaultValueFactory = _ => [],
    };

    /// <summary>JSON on stdout.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Print one JSON object and nothing else on stdout." };

    /// <summary>A run folder.</summary>
    public static Argument<string> Run() => new("RUN") { Description = "A run folder, such as runs/quickstart, or a folder under models/." };
}
