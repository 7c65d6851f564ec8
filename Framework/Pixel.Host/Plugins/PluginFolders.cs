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
