using Pixel.Host.Imaging;

namespace Pixel.Host.Data.Sources;

/// <summary>Divides the image files of a folder into splits.</summary>
/// <remarks>
/// Folders named train, validation (valid, val, dev) and test, in any case, are taken as they are, with all folders in them; without one for
/// validation it is a tenth of train. Without any of them all images below the folder are one list in the ordinal order of their paths, of which a
/// tenth is test and a tenth validation. A tenth is the last of the list; where the list spans several folders, such as classes, it is every tenth
/// image, so that each folder has its part. It is rounded down, but at least one image.
/// </remarks>
sealed class FolderSplits
{
    const int Parts = 10;
    const int MostDescent = 8;

    static readonly (string Split, string[] Folders)[] Known =
    [
        (DataSplit.Train, ["train", "training"]),
        (DataSplit.Validation, ["validation", "valid", "val", "dev"]),
        (DataSplit.Test, ["test", "testing"]),
    ];

    readonly Dictionary<string, IReadOnlyList<string>> _splits = [];
    readonly List<string> _notes = [];
    PassedOver _passedOver = new();

    /// <summary>Lists the files below <paramref name="root"/>.</summary>
    public FolderSplits(string root)
    {
        Folder = Path.GetFullPath(root);
        if (Directory.Exists(Folder))
        {
            Folder = Innermost(Folder);
            HasSplitFolders = TakeSplitFolders();
            if (!HasSplitFolders) TakeAll();
        }

        if (_passedOver.Summary is { } summary) _notes.Add($"not taken from {Folder}: {summary}");
        All = [.. DataSplit.All.SelectMany(split => _splits.GetValueOrDefault(split, []))];
    }

    /// <summary>The folder that the files are relative to: the one that was named, or the one folder in it, if there is nothing else.</summary>
    public string Folder { get; }

    /// <summary>All files: those of train, of validation, and of test.</summary>
    public IReadOnlyList<string> All { get; }

    /// <summary>Whether the splits are folders in <see cref="Folder"/>, with which the files' paths then begin.</summary>
    public bool HasSplitFolders { get; }

    /// <summary>The number of files of each split.</summary>
    public IReadOnlyDictionary<string, int> Counts => _splits.ToDictionary(split => split.Key, split => split.Value.Count);

    /// <summary>What the user should know of what was taken, and how it was divided, and what was not.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>The part of <see cref="All"/> that a split is.</summary>
    /// <exception cref="DataUnavailableException">The folder has none for this split, or does not exist.</exception>
    public (int First, int Count) Of(string split, DataSetOptions options)
    {
        if (_splits.TryGetValue(split, out var files))
            return (DataSplit.All.TakeWhile(other => other != split).Sum(other => _splits.GetValueOrDefault(other, []).Count), files.Count);
        string[] others = [.. _splits.Select(other => $"{other.Key} ({other.Value.Count})")];
        throw DataUnavailableException.Of(
            "folder", split, [$"at least 3 image files ({ImageFiles.Patterns})", "subfolders train and test with such files"], DataFolders.Show([Folder], options),
            others.Length == 0 ? _notes : [$"images for {string.Join(" and ", others)}, but none for {split}: put some into a subfolder {split}", .. _notes], [], Folder);
    }

    // Archives unpack into a folder of their own.
    static string Innermost(string folder)
    {
        for (var depth = 0; depth < MostDescent; depth++)
        {
            var folders = ImageListing.FoldersIn(folder);
            if (folders.Length != 1 || IsSplit(folders[0]) || Directory.EnumerateFiles(folder).Any(file => PassedOver.ReasonFor(file) is null)) break;
            folder = Path.Combine(folder, folders[0]);
        }

        return folder;
    }

    static bool IsSplit(string name) => Known.Any(known => known.Folders.Contains(name, StringComparer.OrdinalIgnoreCase));

    bool TakeSplitFolders()
    {
        var folders = ImageListing.FoldersIn(Folder);
        foreach (var (split, names) in Known)
        {
            foreach (var name in names.SelectMany(name => folders.Where(folder => folder.Equals(name, StringComparison.OrdinalIgnoreCase))))
            {
                if (_splits.ContainsKey(split)) break;
                if (ImageListing.Of(Folder, _passedOver, name) is { Count: > 0 } images) _splits[split] = images;
            }
        }

        if (_splits.Count == 0) return false;
        PassOverTheRest(folders);
        if (!_splits.ContainsKey(DataSplit.Validation) && _splits.TryGetValue(DataSplit.Train, out var train) && train.Count > 1)
            Divide(train, DataSplit.Validation);
        return true;
    }

    void PassOverTheRest(string[] folders)
    {
        const string Beside = "beside the folders of the splits";
        foreach (var file in Directory.EnumerateFiles(Folder).Order(StringComparer.Ordinal))
            _passedOver.Add(PassedOver.ReasonFor(file) ?? Beside, Path.GetFileName(file));
        foreach (var folder in folders.Except(_splits.Values.Select(images => images[0].Split('/')[0])))
            _passedOver.Add(Beside, folder + "/");
    }

    void TakeAll()
    {
        _passedOver = new PassedOver();
        var images = ImageListing.Of(Folder, _passedOver);
        if (images.Count < 3) return;
        Divide(images, DataSplit.Test, DataSplit.Validation);
        if (FoldersOf(images).FirstOrDefault(folder => folder.Split('/').Any(IsSplit)) is { } deep)
            _notes.Add($"{deep} has the name of a split, but is taken as any other folder: splits are told by the folders in data.root itself");
    }

    // The last tenth goes to the first of the splits, the one before it to the second, and the rest to train.
    void Divide(IReadOnlyList<string> images, params string[] splits)
    {
        string[] folders = [.. FoldersOf(images)];
        var isSpread = folders.Length > 1 && images.Count >= Parts;
        var tenth = Math.Max(1, images.Count / Parts);
        for (var k = 0; k < splits.Length; k++) _splits[splits[k]] = [.. images.Where((_, i) => TenthsBehind(i) == k)];
        _splits[DataSplit.Train] = [.. images.Where((_, i) => TenthsBehind(i) >= splits.Length)];
        if (isSpread)
        {
            _notes.Add($"{images.Count} images from {folders.Length} folders ({string.Join(", ", folders.Take(3))}{(folders.Length > 3 ? ", …" : "")}): every tenth is "
                + string.Join(", the one before it ", splits));
        }

        int TenthsBehind(int i) => isSpread ? Parts - 1 - i % Parts : (images.Count - 1 - i) / tenth;
    }

    static IEnumerable<string> FoldersOf(IReadOnlyList<string> images) => images.Select(image => Path.GetDirectoryName(image)! is { Length: > 0 } folder ? folder : ".").Distinct();
}
