namespace Pixel.Host.Imaging;

/// <summary>Lists the image files of a folder and of the folders in it.</summary>
/// <remarks>
/// Links to folders are followed, but no folder is entered twice, so a loop ends. Hidden files and folders, whose names begin with a dot, and
/// <c>__MACOSX</c>, which archives from a Mac bring along, count for nothing.
/// </remarks>
sealed class ImageListing
{
    const int MostDepth = 16;

    readonly HashSet<string> _entered = new(StringComparer.Ordinal);
    readonly List<string> _images = [];
    readonly string _folder;
    readonly PassedOver _passedOver;

    ImageListing(string folder, PassedOver passedOver) => (_folder, _passedOver) = (folder, passedOver);

    /// <summary>The image files below a folder, relative to it, with <c>/</c> between the names, in ordinal order.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="passedOver">Takes what is no image, or cannot be reached.</param>
    /// <param name="inside">Lists this folder in it alone; empty for all of it.</param>
    /// <exception cref="IOException">A folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder may not be read.</exception>
    public static IReadOnlyList<string> Of(string folder, PassedOver passedOver, string inside = "")
    {
        var listing = new ImageListing(folder, passedOver);
        var path = Path.Combine(folder, inside);
        listing.Enter(inside, Target(path) ?? path, depth: 0);
        listing._images.Sort(StringComparer.Ordinal);
        return listing._images;
    }

    /// <summary>Whether a file or folder counts for nothing.</summary>
    public static bool IsHidden(string name) => name.StartsWith('.') || name == "__MACOSX";

    /// <summary>The names of the folders in a folder, but for hidden ones, in ordinal order.</summary>
    public static string[] FoldersIn(string folder)
    {
        string[] names = [.. Directory.EnumerateDirectories(folder).Where(path => !IsUnreachable(path)).Select(path => Path.GetFileName(path)).Where(name => !IsHidden(name))];
        Array.Sort(names, StringComparer.Ordinal);
        return names;
    }

    void Enter(string relative, string real, int depth)
    {
        var folder = Path.Combine(_folder, relative);
        if (depth > MostDepth) _passedOver.Add($"in folders more than {MostDepth} deep", relative);
        else if (!_entered.Add(real)) _passedOver.Add("as links to folders that are taken already", relative);
        else
        {
            TakeFiles(folder, relative);
            foreach (var path in Sorted(Directory.EnumerateDirectories(folder)))
            {
                var (name, inside) = (Path.GetFileName(path), Join(relative, Path.GetFileName(path)));
                if (IsHidden(name)) _passedOver.Add(PassedOver.Hidden, inside);
                else if (IsUnreachable(path)) _passedOver.Add(PassedOver.NotUtf8, inside);
                else Enter(inside, Target(path) ?? Path.Combine(real, name), depth + 1);
            }
        }
    }

    void TakeFiles(string folder, string relative)
    {
        foreach (var path in Sorted(Directory.EnumerateFiles(folder)))
        {
            var inside = Join(relative, Path.GetFileName(path));
            if (PassedOver.ReasonFor(path) is { } reason) _passedOver.Add(reason, inside);
            else if (IsUnreachable(path)) _passedOver.Add(PassedOver.NotUtf8, inside);
            else _images.Add(inside);
        }
    }

    // Bytes that are no UTF-8 were replaced in the name, which then names nothing.
    static bool IsUnreachable(string path) => Path.GetFileName(path).Contains('\uFFFD') && !Path.Exists(path);

    static string? Target(string path) => new DirectoryInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName;

    static string Join(string relative, string name) => relative.Length == 0 ? name : $"{relative}/{name}";

    static IEnumerable<string> Sorted(IEnumerable<string> paths) => paths.Order(StringComparer.Ordinal);
}

/// <summary>Files and folders that were not taken, by the reason, with a few examples of each.</summary>
sealed class PassedOver
{
    /// <summary>A name that begins with a dot.</summary>
    public const string Hidden = "hidden";

    /// <summary>A name that the system cannot be asked for.</summary>
    public const string NotUtf8 = "with names that are not UTF-8, to be renamed";

    const string OtherEnding = "with another ending";
    const int MostExamples = 3;

    readonly Dictionary<string, (int Count, List<string> Examples)> _reasons = [];

    /// <summary>Why a file is none of the images, by its name; null if it is one.</summary>
    public static string? ReasonFor(string path) =>
        ImageListing.IsHidden(Path.GetFileName(path)) ? Hidden : ImageFiles.IsOne(path) ? null : OtherEnding;

    /// <summary>Counts one.</summary>
    public void Add(string reason, string path)
    {
        var (count, examples) = _reasons.TryGetValue(reason, out var before) ? before : (0, []);
        if (examples.Count < MostExamples) examples.Add(path);
        _reasons[reason] = (count + 1, examples);
    }

    /// <summary>Everything in one line, such as <c>2 hidden (._a.png, .git); 1 with another ending (notes.txt)</c>; null if there is nothing.</summary>
    public string? Summary => _reasons.Count == 0 ? null : string.Join("; ", _reasons.Select(reason =>
        $"{reason.Value.Count} {reason.Key} ({string.Join(", ", reason.Value.Examples)}{(reason.Value.Count > reason.Value.Examples.Count ? ", …" : "")})"));
}
