using System.Globalization;
using Pixel.Host.Data;
using Pixel.Host.Models;
using Pixel.Host.Plugins;

namespace Pixel.Cli.Output;

/// <summary>What a user must not miss.</summary>
static class Notices
{
    /// <summary>Said wherever figures or images come from the stand-in.</summary>
    public const string StandIn = "WARNING     the project's small sample takes the place of the missing data set; this is no result on that set.";

    /// <summary>What the figures of a multi-scale model, or of a likelihood that is a bound, are; null for a model whose likelihood is exact.</summary>
    public static string? Bound(RunResult result)
    {
        var likelihood = result.Bound is { } reason
            ? string.Create(CultureInfo.InvariantCulture, $"The images take at most {result.BitsPerDim:F5} bits/dim (a bound: {reason}).")
            : null;
        var scales = result.ConditionalNatsPerImage is { } nats
            ? string.Create(CultureInfo.InvariantCulture,
                $"These figures are an upper bound: -log p(x | small) - log p(small). The conditional alone is {nats:F4} nats/image = {result.ConditionalBitsPerDim:F5} bits/dim.")
            : null;
        return likelihood is null ? scales : scales is null ? likelihood : $"{scales}\n{likelihood}";
    }

    /// <summary>What a likelihood worse than that of equally likely levels means; null for a better one.</summary>
    public static string? Diverged(RunResult result, int levels) => result.BitsPerDim <= Math.Log2(levels)
        ? null
        : string.Create(CultureInfo.InvariantCulture,
            $"WARNING     this is worse than guessing, {Math.Log2(levels):0.###} bits/dim: the training has diverged or hardly begun, or the weights are not for these images.");

    /// <summary>What evaluating images given each class costs.</summary>
    public static string Cost(IImageSet images, ImageClasses classes) => string.Create(CultureInfo.InvariantCulture,
        $"note        each image is evaluated given each of the {classes.Count:N0} classes: {(long)images.Count * classes.Count:N0} evaluations, {classes.Count:N0} times the time.");

    /// <summary>Plug-ins that are not there, on stderr; the work goes on without them.</summary>
    public static IPluginObserver Plugins { get; } = new PluginNotices();

    sealed class PluginNotices : IPluginObserver
    {
        public void OnWaiting(string name, string file) => Console.Error.WriteLine($"waiting for the plug-in {name} ({file}), whose code has not come to its end yet …");

        public void OnBroken(BrokenPlugin plugin) => Console.Error.WriteLine($"WARNING     {plugin.Message}");
    }
}
