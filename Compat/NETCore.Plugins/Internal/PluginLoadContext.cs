using System.Reflection;
using System.Runtime.Loader;

namespace McMaster.NETCore.Plugins.Internal;

/// <summary>Where a plug-in's assemblies and native libraries come from: the host, the plug-in's folder, the framework; in that order.</summary>
sealed class PluginLoadContext : AssemblyLoadContext
{
    readonly AssemblyDependencyResolver _resolver;
    readonly AssemblyLoadContext _host;
    readonly string _folder;
    readonly HashSet<string> _private;
    readonly HashSet<string> _shared = [];
    readonly Lock _sharedLock = new();
    readonly bool _preferShared;
    readonly bool _lazy;
    readonly bool _inMemory;

    public PluginLoadContext(PluginConfig config)
        : base(Path.GetFileNameWithoutExtension(config.MainAssemblyPath), config.IsUnloadable)
    {
        _resolver = new AssemblyDependencyResolver(config.MainAssemblyPath);
        _host = config.DefaultContext;
        _folder = Path.GetDirectoryName(config.MainAssemblyPath)!;
        _private = [.. config.PrivateAssemblies.Select(assembly => assembly.Name!)];
        (_preferShared, _lazy, _inMemory) = (config.PreferSharedTypes, config.IsLazyLoaded, config.LoadInMemory);
        foreach (var assembly in config.SharedAssemblies)
        {
            Share(assembly);
        }
    }

    public Assembly LoadFile(string path)
    {
        if (!_inMemory)
        {
            return LoadFromAssemblyPath(path);
        }

        using var assembly = File.OpenRead(path);
        var symbolsPath = Path.ChangeExtension(path, ".pdb");
        using var symbols = File.Exists(symbolsPath) ? File.OpenRead(symbolsPath) : null;
        return LoadFromStream(assembly, symbols);
    }

    protected override Assembly? Load(AssemblyName assemblyName) =>
        IsShared(assemblyName.Name!) && LoadShared(assemblyName) is { } shared ? shared
        : _resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFile(path)
        : FindInFolder(assemblyName) is { } file ? LoadFile(file)
        : null;

    protected override IntPtr LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : IntPtr.Zero;

    // The main assembly of a plug-in may have been copied without its .deps.json, or with a stale one.
    string? FindInFolder(AssemblyName assemblyName)
    {
        var path = Path.Combine(_folder, assemblyName.CultureName ?? "", assemblyName.Name + ".dll");
        return File.Exists(path) ? path : null;
    }

    bool IsShared(string name)
    {
        lock (_sharedLock)
        {
            return (_preferShared || _shared.Contains(name)) && !_private.Contains(name);
        }
    }

    Assembly? LoadShared(AssemblyName assemblyName)
    {
        try
        {
            var assembly = _host.LoadFromAssemblyName(assemblyName);
            if (_lazy)
            {
                ShareReferences(assembly);
            }

            return assembly;
        }
        catch (Exception error) when (error is FileNotFoundException or FileLoadException or BadImageFormatException)
        {
            // The host lacks it, or has an older version: the plug-in's own copy is next.
            return null;
        }
    }

    // What a shared assembly references is shared too: its types appear in the shared one's signatures.
    void Share(AssemblyName assemblyName)
    {
        bool isNew;
        lock (_sharedLock)
        {
            isNew = _shared.Add(assemblyName.Name!);
        }

        if (isNew && !_lazy)
        {
            ShareReferences(_host.LoadFromAssemblyName(assemblyName));
        }
    }

    void ShareReferences(Assembly assembly)
    {
        foreach (var reference in assembly.GetReferencedAssemblies())
        {
            Share(reference);
        }
    }
}
