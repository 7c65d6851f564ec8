using Pixel.Contracts;
using Pixel.Host.Plugins.Internal;

namespace Pixel.Host.Plugins;

/// <summary>A plug-in that was loaded and then failed at its work; the message is the whole text for the user.</summary>
public sealed class PluginException : Exception
{
    internal PluginException(PluginOrigin origin, string what, Exception cause)
        : base(Describe(origin, what, cause), cause) => (Plugin, File) = (origin.Name, origin.File);

    /// <summary>The name of the plug-in.</summary>
    public string Plugin { get; }

    /// <summary>The full path of its assembly.</summary>
    public string File { get; }

    /// <summary>Finds the plug-in at fault: the one whose layer failed, or whose code an exception came through.</summary>
    /// <param name="problem">What was thrown.</param>
    /// <returns>The plug-in's failure; null where no plug-in is at fault, such as for a layer that all share.</returns>
    public static PluginException? Of(Exception problem) => problem switch
    {
        PluginException known => known,
        LayerException { Node: var node } layer => PluginOrigin.Of(node.Layer.GetType()) is { } origin
            ? new PluginException(origin, $"its layer '{node.Name}' ({node.Layer.Kind}) threw in its {layer.Face}", layer.InnerException!)
            : null,
        _ => PluginOrigin.Of(problem) is { } origin ? new PluginException(origin, "its code threw", problem) : null,
    };

    static string Describe(PluginOrigin origin, string what, Exception cause) => $"""
        The plug-in {origin.Name} failed: {what}: {PluginFault.Tell(cause)}.
          file:     {origin.File}
          contract: {Contract.Tell(origin.ContractVersion)}
          where:    {origin.PlaceOf(cause)}
          remedy:   mend the plug-in and build it again; `pixelfw check` tries an architecture in all its parts.
        """;
}
