using System.Reflection;
using System.Runtime.Loader;

namespace McMaster.NETCore.Plugins;

/// <summary>How a plug-in is loaded.</summary>
public class PluginConfig
{
    /// <summary>Configures the plug-in whose main assembly is <paramref name="mainAssemblyPath"/>.</summary>
    /// <exception cref="ArgumentException">The path is empty or not absolute.</exception>
    public PluginConfig(string mainAssemblyPath)
    {
        ArgumentException.ThrowIfNullOrEmpty(mainAssemblyPath);
        if (!Path.IsPathRooted(mainAssemblyPath))
        {
            throw new ArgumentException($"The plug-in's path must be absolute, not '{mainAssemblyPath}'.", nameof(mainAssemblyPath));
        }

        MainAssemblyPath = mainAssemblyPath;
    }

    /// <summary>The file of the plug-in's main assembly, an absolute path.</summary>
    public string MainAssemblyPath { get; }

    /// <summary>Assemblies that come from the plug-in's folder, even if they are shared or <see cref="PreferSharedTypes"/> is set.</summary>
    public ICollection<AssemblyName> PrivateAssemblies { get; protected set; } = [];

    /// <summary>Assemblies that are the host's own in the plug-in, and so are all that they reference.</summary>
    public ICollection<AssemblyName> SharedAssemblies { get; protected set; } = [];

    /// <summary>Whether every assembly that the host can load is the host's own in the plug-in.</summary>
    public bool PreferSharedTypes { get; set; }

    /// <summary>Whether the references of a shared assembly are followed when the plug-in first needs them, not at the start.</summary>
    public bool IsLazyLoaded { get; set; }

    /// <summary>The host's load context, which shared assemblies come from.</summary>
    /// <value>The default value is the context of this library.</value>
    public AssemblyLoadContext DefaultContext { get; set; } =
        AssemblyLoadContext.GetLoadContext(Assembly.GetExecutingAssembly()) ?? AssemblyLoadContext.Default;

    /// <summary>Whether <see cref="PluginLoader.Dispose()"/> unloads the plug-in's assemblies.</summary>
    public bool IsUnloadable { get; set; }

    /// <summary>Whether assemblies are read into memory, so that their files stay free to be replaced; they then have no location.</summary>
    public bool LoadInMemory { get; set; }
}
