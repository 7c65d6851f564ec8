namespace Pixel.Host.Plugins;

/// <summary>Where plug-ins are looked for.</summary>
public static class PluginFolders
{
    /// <summary>The environment variable that names further folders, separated as in <c>PATH</c>.</summary>
    public const string Variable = "PIXELFW_PLUGINS";

    /// <summary>
    /// The folders in order: <c>plugins/</c> beside the program, if it is there; those that <c>$PIXELFW_PLUGINS</c> names; then the given ones.
    /// </summary>
    /// <param name="extra">
    /// Each a folder of plug-in folders, a plug-in's own folder, or its <c>.dll</c>; relative paths start at the current directory.
    /// </param>
    /// <returns>Full paths, each once.</returns>
    public static IReadOnlyList<string> Default(IEnumerable<string> extra)
    {
        var beside = Path.Combine(AppContext.BaseDirectory, "plugins");
        var named = (Environment.GetEnvironmentVariable(Variable) ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return [.. new[] { beside }.Where(Directory.Exists).Concat(named).Concat(extra).Select(Path.GetFullPath).Distinct()];
    }
}

/// <summary>A place where a plug-in should be. Names come from files and folders; no assembly is opened here.</summary>
/// <param name="Name">The plug-in's name.</param>
/// <param name="Path">The full path of its assembly, or of what was named and is not there.</param>
/// <param name="Fault">Why there is nothing to open, if so.</param>
sealed record PluginFile(string Name, string Path, PluginFault? Fault = null)
{
    public static IEnumerable<PluginFile> FindAll(IEnumerable<string> folders) =>
        folders.Select(System.IO.Path.GetFullPath).SelectMany(Find).DistinctBy(file => file.Path);

    static IEnumerable<PluginFile> Find(string path)
    {
        var name = System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(path));
        if (Directory.Exists(path))
        {
            return InFolder(path, name) is { Fault: null } plugin ? [plugin] : InFolders(path);
        }

        name = System.IO.Path.GetFileNameWithoutExtension(name);
        return [new PluginFile(name, path, File.Exists(path) ? null : Missing())];
    }

    static IReadOnlyList<PluginFile> InFolders(string path)
    {
        try
        {
            return [.. Directory.EnumerateDirectories(path)
                .Select(folder => InFolder(folder, System.IO.Path.GetFileName(folder)))
                .Where(plugin => !plugin.Name.StartsWith('.'))
                .OrderBy(plugin => plugin.Name, StringComparer.Ordinal)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [new PluginFile(System.IO.Path.GetFileName(path), path, new PluginFault(
                $"the folder cannot be read: {error.Message.TrimEnd('.')}", "give this user the right to read it", error))];
        }
    }

    static PluginFile InFolder(string folder, string name)
    {
        var path = System.IO.Path.Combine(folder, name + ".dll");
        return new PluginFile(name, path, File.Exists(path) ? null : Empty(name));
    }

    static PluginFault Missing() => new(
        "there is no such file or folder",
        $"correct the path where it is given (--plugins, ${PluginFolders.Variable} or the YAML's plugins), or remove it there");

    static PluginFault Empty(string name) => new(
        $"its folder has no {name}.dll", "build the plug-in into this folder, or remove the folder");
}
