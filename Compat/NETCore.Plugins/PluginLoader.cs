using System.Reflection;
using System.Runtime.Loader;
using McMaster.NETCore.Plugins.Internal;

namespace McMaster.NETCore.Plugins;

/// <summary>Loads a plug-in in a load context of its own: its dependencies from its folder, shared assemblies from the host.</summary>
public class PluginLoader : IDisposable
{
    readonly PluginConfig _config;
    readonly PluginLoadContext _context;
    volatile bool _disposed;

    /// <summary>Makes the plug-in's load context; no assembly of the plug-in is loaded yet.</summary>
    /// <exception cref="InvalidOperationException">The main assembly does not exist, or its .deps.json cannot be read.</exception>
    public PluginLoader(PluginConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        _config = config;
        _context = new PluginLoadContext(config);
    }

    /// <summary>Whether <see cref="Dispose"/> unloads the plug-in.</summary>
    public bool IsUnloadable => _context.IsCollectible;

    /// <summary>A loader that shares nothing but the framework.</summary>
    /// <inheritdoc cref="PluginLoader(PluginConfig)" path="/exception"/>
    public static PluginLoader CreateFromAssemblyFile(string assemblyFile) => CreateFromAssemblyFile(assemblyFile, _ => { });

    /// <summary>A loader with further configuration.</summary>
    /// <inheritdoc cref="PluginLoader(PluginConfig)" path="/exception"/>
    public static PluginLoader CreateFromAssemblyFile(string assemblyFile, Action<PluginConfig> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var config = new PluginConfig(assemblyFile);
        configure(config);
        return new PluginLoader(config);
    }

    /// <summary>A loader whose plug-in has the assemblies of <paramref name="sharedTypes"/> in common with the host.</summary>
    /// <inheritdoc cref="PluginLoader(PluginConfig)" path="/exception"/>
    public static PluginLoader CreateFromAssemblyFile(string assemblyFile, Type[] sharedTypes) =>
        CreateFromAssemblyFile(assemblyFile, sharedTypes, _ => { });

    /// <summary>A loader with shared assemblies and further configuration.</summary>
    /// <inheritdoc cref="PluginLoader(PluginConfig)" path="/exception"/>
    public static PluginLoader CreateFromAssemblyFile(string assemblyFile, Type[] sharedTypes, Action<PluginConfig> configure) =>
        CreateFromAssemblyFile(assemblyFile, config =>
        {
            foreach (var assembly in sharedTypes.Select(type => type.Assembly).Distinct())
            {
                config.SharedAssemblies.Add(assembly.GetName());
            }

            configure(config);
        });

    /// <summary>A loader with shared assemblies, which can unload its plug-in.</summary>
    /// <inheritdoc cref="PluginLoader(PluginConfig)" path="/exception"/>
    public static PluginLoader CreateFromAssemblyFile(string assemblyFile, bool isUnloadable, Type[] sharedTypes) =>
        CreateFromAssemblyFile(assemblyFile, isUnloadable, sharedTypes, _ => { });

    /// <summary>A loader with shared assemblies and further configuration, which can unload its plug-in.</summary>
    /// <inheritdoc cref="PluginLoader(PluginConfig)" path="/exception"/>
    public static PluginLoader CreateFromAssemblyFile(
        string assemblyFile, bool isUnloadable, Type[] sharedTypes, Action<PluginConfig> configure) =>
        CreateFromAssemblyFile(assemblyFile, sharedTypes, config =>
        {
            config.IsUnloadable = isUnloadable;
            configure(config);
        });

    /// <summary>Loads the plug-in's main assembly.</summary>
    /// <exception cref="ObjectDisposedException">The loader was disposed.</exception>
    /// <exception cref="BadImageFormatException">The file is no .NET assembly.</exception>
    public Assembly LoadDefaultAssembly() => LoadAssemblyFromPath(_config.MainAssemblyPath);

    /// <summary>Loads an assembly as the plug-in would.</summary>
    /// <exception cref="ObjectDisposedException">The loader was disposed.</exception>
    /// <exception cref="FileNotFoundException">Neither the plug-in nor the host has it.</exception>
    public Assembly LoadAssembly(AssemblyName assemblyName)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _context.LoadFromAssemblyName(assemblyName);
    }

    /// <inheritdoc cref="LoadAssembly(AssemblyName)"/>
    public Assembly LoadAssembly(string assemblyName) => LoadAssembly(new AssemblyName(assemblyName));

    /// <summary>Loads the assembly of that file into the plug-in's context.</summary>
    /// <inheritdoc cref="LoadDefaultAssembly" path="/exception"/>
    public Assembly LoadAssemblyFromPath(string assemblyPath)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _context.LoadFile(assemblyPath);
    }

    /// <summary>Makes <see cref="Type.GetType(string)"/> and its like look in the plug-in until the scope is disposed.</summary>
    public AssemblyLoadContext.ContextualReflectionScope EnterContextualReflection() => _context.EnterContextualReflection();

    /// <summary>Unloads the plug-in if it is unloadable: it is gone once nothing refers to its types any more.</summary>
    public void Dispose()
    {
        if (!_disposed && IsUnloadable)
        {
            _context.Unload();
        }

        _disposed = true;
        GC.SuppressFinalize(this);
    }
}
