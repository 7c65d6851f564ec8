namespace Pixel.Host.Data.Sources;

/// <summary>Where the files of a set are looked for.</summary>
static class DataFolders
{
    /// <summary>The folders in the order of the search, whether they exist or not.</summary>
    /// <remarks>A root that the user named is the only place: finding other files elsewhere would hide a mistyped path.</remarks>
    public static IReadOnlyList<string> For(string set, string folder, DataSetOptions options, DataEnvironment environment)
    {
        if (options.Root is { } root)
            return [Path.GetFullPath(root), Path.Combine(Path.GetFullPath(root), folder)];

        List<string> folders = [];
        if (environment.DataRoot is { } shared)
            folders.Add(Path.Combine(Path.GetFullPath(shared), folder));
        folders.Add(Path.Combine(environment.SystemRoot, set));
        folders.Add(Path.Combine(environment.CacheRoot, folder));
        return folders;
    }
}
