using Pixel.Contracts;
using Pixel.Host.Data.Download;
using Pixel.Host.Data.Formats;

namespace Pixel.Host.Data.Sources;

/// <summary>A set published as files of known names, all its images of one shape: finds them, fetches them, and makes the splits.</summary>
abstract class FileDataSet : IDataSetSource
{
    /// <inheritdoc />
    public abstract string Name { get; }

    /// <inheritdoc />
    public abstract string Summary { get; }

    /// <inheritdoc />
    public abstract ImageShape Shape { get; }

    /// <summary>The set's folder below <c>PIXELFW_DATA</c> and the cache.</summary>
    protected abstract string Folder { get; }

    /// <summary>The name by which results should call the set.</summary>
    protected virtual string FullName => Name;

    /// <summary>The classes of the set's labels.</summary>
    protected abstract ImageClasses Classes { get; }

    /// <inheritdoc />
    public ImageClasses ClassesOf(DataSetOptions options) => Classes;

    /// <summary>The files of the labels, where the images' own files have none.</summary>
    protected virtual LabelFiles? LabelFiles => null;

    /// <summary>Whether the set has validation images of its own; else they are the last tenth of its training images.</summary>
    protected virtual bool HasValidation => false;

    /// <summary>The images that the whole split has as published.</summary>
    protected abstract int PublishedCount(string split);

    /// <summary>The files of a split in <paramref name="folder"/>, sorted; empty if they are not there.</summary>
    protected abstract IReadOnlyList<string> Find(string folder, string split);

    /// <summary>The file names to ask the user for.</summary>
    protected abstract IReadOnlyList<string> Wanted(string split);

    /// <summary>What of the set lies in <paramref name="folder"/> but is not as it is read, with the remedy.</summary>
    protected virtual IEnumerable<string> Strangers(string folder) => [];

    /// <summary>The file to download for a split.</summary>
    protected abstract RemoteFile Remote(string split);

    /// <summary>Every image in the files, as samples 0 … levels − 1, at most as many as were published.</summary>
    protected abstract SplitContent Read(IReadOnlyList<string> files, string split);

    /// <summary>The number of images in the files; null if telling it takes long.</summary>
    protected abstract int? Count(IReadOnlyList<string> files, string split);

    /// <summary>The label of each image in the files, told without reading the images; null where it is not on this machine.</summary>
    protected virtual byte[]? LabelsAlone(IReadOnlyList<string> files, string split, int count, DataSetOptions options, DataEnvironment environment) =>
        LabelFiles?.Find(files[0], split, options, environment) is { } file ? ReadLabels(file, files, count) : null;

    /// <inheritdoc />
    public IImageSet Open(string split, DataSetOptions options, DataRequest request)
    {
        var stored = StoredSplit(split);
        var files = Locate(stored, options, request);
        var content = Read(files, stored);
        var count = content.Samples.Length / Shape.Dimensions;
        var labels = !options.Labels ? null
            : content.Labels ?? (LabelFiles is { } own ? ReadLabels(own.Locate(files[0], stored, options, request), files, count) : LabelsAlone(files, stored, count, options, request.Environment));
        var published = PublishedCount(stored);
        var name = count == published ? FullName : $"{FullName} ({count} of {published} {stored} images)";
        return SplitBuilder.Build(name, split, Shape, content.Samples, Part(split, count), options, labels: labels is null ? null : Labels(labels));
    }

    /// <inheritdoc />
    public DataSetListing Describe(DataSetOptions options, DataEnvironment environment)
    {
        var folders = DataFolders.For(Name, Folder, options, environment);
        var counts = new Dictionary<string, int>();
        var ofClasses = new Dictionary<string, IReadOnlyList<int>>();
        string? location = null, problem = null;
        foreach (var split in DataSplit.All)
        {
            var stored = StoredSplit(split);
            var files = FindFirst(folders, stored);
            if (files.Count == 0)
                continue;
            location ??= Path.GetDirectoryName(files[0]);
            try
            {
                if (Count(files, stored) is not { } count) continue;
                var part = Part(split, count);
                counts[split] = part.Count;
                if (LabelsAlone(files, stored, count, options, environment) is { } labels) ofClasses[split] = Labels(labels).Slice(part.First, part.Count).Counts;
            }
            catch (DataFormatException e)
            {
                // One broken file must not hide the other sets of the list.
                problem ??= e.Message;
            }
        }

        return new DataSetListing(Name, Summary, Shape, location, counts, problem)
        {
            Classes = ofClasses.Count > 0 || location is not null && LabelFiles is null ? Classes : null,
            ClassCounts = ofClasses,
        };
    }

    byte[] ReadLabels(string file, IReadOnlyList<string> images, int count) => IdxFile.ReadLabels(file, Classes.Count, count, images[0]);

    ImageLabels Labels(byte[] values) => new(Classes, [.. values.Select(label => (int)label)]);

    (int First, int Count) Part(string split, int count) => HasValidation ? (0, count) : DataSplit.Part(split, count);

    IReadOnlyList<string> Locate(string stored, DataSetOptions options, DataRequest request)
    {
        var folders = DataFolders.For(Name, Folder, options, request.Environment);
        if (FindFirst(folders, stored) is { Count: > 0 } files)
            return files;

        var cache = Path.Combine(request.Environment.CacheRoot, Folder);
        var lookedIn = DataFolders.Show(folders, options); // as it was before a download left a part of a file there
        List<string> failures = [];
        if (options.Root is null)
        {
            using var downloader = new Downloader(request.Environment, request.Progress);
            if (downloader.TryFetch(Remote(stored), cache, failures, request.Cancellation))
                return Find(cache, stored);
        }

        throw DataUnavailableException.Of(Name, stored, Wanted(stored), lookedIn, folders.Where(Directory.Exists).SelectMany(Strangers), failures, options.Root ?? cache);
    }

    IReadOnlyList<string> FindFirst(IEnumerable<string> folders, string stored) =>
        folders.Where(Directory.Exists).Select(folder => Find(folder, stored)).FirstOrDefault(files => files.Count > 0) ?? [];

    string StoredSplit(string split) => split == DataSplit.Validation && !HasValidation ? DataSplit.Train : split;
}

/// <summary>What the files of a split hold.</summary>
/// <param name="Samples">Every image, one after the other.</param>
/// <param name="Labels">The label of each image; null where these files have none.</param>
sealed record SplitContent(byte[] Samples, byte[]? Labels = null);
