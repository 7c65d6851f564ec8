namespace Pixel.Host.Data;

/// <summary>Where this machine keeps data sets, and how it reaches the network. Tests bring their own.</summary>
public sealed record DataEnvironment
{
    /// <summary>The folder that holds a folder for each set.</summary>
    /// <value>The default is the environment variable <c>PIXELFW_DATA</c>; null without it.</value>
    public string? DataRoot { get; init; } = NonEmpty("PIXELFW_DATA");

    /// <summary>Where the system's packages install data sets.</summary>
    /// <value>The default is Debian's <c>/usr/share/datasets</c>.</value>
    public string SystemRoot { get; init; } = "/usr/share/datasets";

    /// <summary>Where downloads go, a folder for each set.</summary>
    /// <value>The default is <c>pixelfw</c> in <c>$XDG_CACHE_HOME</c>, or in <c>~/.cache</c>.</value>
    public string CacheRoot { get; init; } = Path.Combine(
        NonEmpty("XDG_CACHE_HOME") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"), "pixelfw");

    /// <summary>Answers the downloads in place of the network.</summary>
    /// <value>The default is null: the network.</value>
    public HttpMessageHandler? Handler { get; init; }

    /// <summary>How long a download waits for an answer, or for more bytes, before it gives up; connecting may take 4 seconds at most.</summary>
    /// <value>The default is 15 seconds.</value>
    public TimeSpan NetworkTimeout { get; init; } = TimeSpan.FromSeconds(15);

    static string? NonEmpty(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;
}

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

    /// <summary>Folders with what lies in each, for messages: <c>/data, which holds a.tif, train/ and 3 more</c>.</summary>
    public static IReadOnlyList<string> Show(IReadOnlyList<string> folders, DataSetOptions options) =>
        [.. folders.Select((folder, i) => Show(folder, isNamed: i == 0 && options.Root is not null))];

    static string Show(string folder, bool isNamed)
    {
        const int MostNames = 6, MostRead = 1000;
        if (File.Exists(folder)) return $"{folder}, which is a file; a folder is wanted";
        if (!Directory.Exists(folder)) return isNamed ? $"{folder}, which does not exist" : folder;
        string[] entries;
        try
        {
            entries = [.. Directory.EnumerateFileSystemEntries(folder).Take(MostRead)];
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return $"{folder}, which cannot be read: {problem.Message}";
        }

        string[] names = [.. entries.Order(StringComparer.Ordinal).Take(MostNames).Select(path => Path.GetFileName(path) + (Directory.Exists(path) ? "/" : ""))];
        var more = entries.Length - names.Length;
        return names.Length == 0 ? $"{folder}, which is empty"
            : $"{folder}, which holds {string.Join(", ", names)}{(more > 0 ? $" and {(entries.Length == MostRead ? "at least " : "")}{more} more" : "")}";
    }
}
