namespace Pixel.Host.Plugins.Internal;

/// <summary>Why a plug-in cannot be used; it never leaves the catalog, which turns it into a <see cref="BrokenPlugin"/>.</summary>
sealed class PluginFault(string reason, string remedy, Exception? inner = null) : Exception(reason, inner)
{
    public string Remedy { get; } = remedy;
}
