using Pixel.Host.Plugins;

namespace Pixel.Cli.Output;

/// <summary>What a user must not miss.</summary>
static class Notices
{
    /// <summary>Said wherever figures or images come from the stand-in.</summary>
    public const string StandIn = "WARNING     the project's small sample takes the place of the missing data set; this is no result on that set.";

    /// <summary>A plug-in that is not there, on stderr; the work goes on without it.</summary>
    public static void Warn(BrokenPlugin plugin) => Console.Error.WriteLine($"WARNING     {plugin.Message}");
}
