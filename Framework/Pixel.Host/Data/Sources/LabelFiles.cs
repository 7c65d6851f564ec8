using Pixel.Host.Data.Download;

namespace Pixel.Host.Data.Sources;

/// <summary>The labels of a set that are files of their own, as MNIST's are: found beside the images, in the folders of the set, or fetched.</summary>
/// <param name="set">The set that they are published with.</param>
/// <param name="folder">Its folder below <c>PIXELFW_DATA</c> and the cache.</param>
/// <param name="torchvision">The folder that torchvision keeps it in.</param>
/// <param name="train">The file of the training images' labels.</param>
/// <param name="test">The file of the test images' labels.</param>
sealed class LabelFiles(string set, string folder, string torchvision, RemoteFile train, RemoteFile test)
{
    /// <summary>The file of a split; null if it is not on this machine.</summary>
    /// <param name="images">The file of the images.</param>
    /// <param name="split">The split.</param>
    /// <param name="options">The folder that is named.</param>
    /// <param name="environment">The folders of this machine.</param>
    public string? Find(string images, string split, DataSetOptions options, DataEnvironment environment) =>
        Folders(images, options, environment).Where(Directory.Exists).SelectMany(place => IdxNames.Find(place, torchvision, Name(split))).FirstOrDefault();

    /// <summary>The file of a split, fetched if it is nowhere and no folder is named.</summary>
    /// <param name="images">The file of the images.</param>
    /// <param name="split">The split.</param>
    /// <param name="options">The folder that is named.</param>
    /// <param name="request">The machine, and who hears of a download.</param>
    /// <exception cref="LabelsUnavailableException">It is nowhere.</exception>
    public string Locate(string images, string split, DataSetOptions options, DataRequest request)
    {
        if (Find(images, split, options, request.Environment) is { } found) return found;
        List<string> failures = [];
        if (options.Root is null)
        {
            var cache = Path.Combine(request.Environment.CacheRoot, folder);
            using var downloader = new Downloader(request.Environment, request.Progress);
            if (downloader.TryFetch(Remote(split), cache, failures, request.Cancellation)) return Path.Combine(cache, Remote(split).Name);
        }

        throw LabelsUnavailableException.Of(set, split, $"{Name(split)} or {Name(split)}.gz", Folders(images, options, request.Environment), failures);
    }

    IReadOnlyList<string> Folders(string images, DataSetOptions options, DataEnvironment environment) =>
        [.. DataFolders.For(set, folder, options, environment).Prepend(Path.GetDirectoryName(images)!).Distinct()];

    RemoteFile Remote(string split) => split == DataSplit.Test ? test : train;

    static string Name(string split) => split == DataSplit.Test ? "t10k-labels-idx1-ubyte" : "train-labels-idx1-ubyte";
}

/// <summary>The names under which IDX files lie about.</summary>
static class IdxNames
{
    /// <summary>The file of a name in a folder or where torchvision puts it, gzipped or not: at most one.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="torchvision">The folder that torchvision keeps the set in.</param>
    /// <param name="published">The published name without <c>.gz</c>.</param>
    public static IEnumerable<string> Find(string folder, string torchvision, string published)
    {
        string[] places = [folder, Path.Combine(folder, "raw"), Path.Combine(folder, torchvision, "raw")];
        // Copies of the set often have a dot in place of this dash.
        string[] names = [published, published.Replace("-idx", ".idx", StringComparison.Ordinal)];
        return places.SelectMany(place => names.SelectMany(name => new[] { name, name + ".gz" }).Select(name => Path.Combine(place, name))).Where(File.Exists).Take(1);
    }
}
