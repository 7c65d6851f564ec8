using Pixel.Contracts;
using Pixel.Host.Plugins;

namespace Pixel.Tests.Support;

/// <summary>The architectures as a user gets them: loaded from the plug-in folders beside the command line.</summary>
static class Plugins
{
    static readonly Lazy<PluginCatalog> Loaded = new(() => PluginCatalog.Load([Folder]));

    public static string Folder => Path.GetFullPath(
        Path.Combine(AppContext.BaseDirectory, "..", "..", "Pixel.Cli", Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')), "plugins"));

    public static IArchitectureCatalog Catalog => Loaded.Value;

    public static IArchitecture Find(string name) => Loaded.Value.Find(name);
}
