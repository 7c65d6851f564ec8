using Pixel.Contracts;
using Pixel.Host.Imaging;

namespace Pixel.Host.Data.Sources;

/// <summary>A folder of image files, the user's own.</summary>
sealed class FolderSource : IDataSetSource
{
    const int Levels = 256;

    /// <inheritdoc />
    public string Name => "folder";

    /// <inheritdoc />
    public string Summary => $"A folder of images ({ImageFiles.Formats}), named by data.root";

    /// <inheritdoc />
    public ImageShape? Shape => null;

    /// <inheritdoc />
    public IImageSet Open(string split, DataSetOptions options, DataRequest request)
    {
        var root = options.Root ?? throw new ArgumentException("The data set 'folder' needs data.root: the folder of the images.");
        var files = new FolderSplits(root);
        var images = files.Of(split);
        var shape = FindShape(files.FirstImage, options);
        var samples = Read(images, shape, isFitted: options.Height is not null);
        var name = $"folder {Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(root)))}";
        if (options.Height is not null)
            name += $", cropped and resized to {shape.Height}×{shape.Width}";
        return SplitBuilder.Build(name, split, shape, samples, (0, images.Count), options);
    }

    /// <inheritdoc />
    public DataSetListing Describe(DataSetOptions options, DataEnvironment environment)
    {
        var counts = options.Root is null ? new Dictionary<string, int>() : new FolderSplits(options.Root).Counts;
        return new DataSetListing(Name, Summary, null, counts.Count == 0 ? null : Path.GetFullPath(options.Root!), counts);
    }

    static ImageShape FindShape(string first, DataSetOptions options)
    {
        var info = Checked(first, ImageReader.LoadInfo);
        return new ImageShape(options.Channels ?? info.Channels, options.Height ?? info.Height, options.Width ?? info.Width, Levels);
    }

    static byte[] Read(IReadOnlyList<string> files, ImageShape shape, bool isFitted)
    {
        var bytes = (long)files.Count * shape.Dimensions;
        if (bytes > Array.MaxLength)
            throw new ArgumentException($"{files.Count} images of {shape} need {bytes} bytes, more than the {Array.MaxLength} that fit; give a smaller height and width.");
        var samples = new byte[bytes];
        for (var i = 0; i < files.Count; i++)
        {
            var image = Checked(files[i], file => ImageReader.Load(file, info => CheckSize(file, info))).WithChannels(shape.Channels);
            Planes.Separate(ImageFit.Fit(image, shape.Height, shape.Width), samples.AsSpan(i * shape.Dimensions, shape.Dimensions));
        }

        return samples;

        void CheckSize(string file, ImageInfo info)
        {
            if (!isFitted && (info.Height != shape.Height || info.Width != shape.Width))
            {
                throw new DataFormatException(
                    file, "header", $"the image is {info.Height}×{info.Width}, the first one {shape.Height}×{shape.Width}; give data.height and data.width to crop and resize them all.");
            }
        }
    }

    static T Checked<T>(string file, Func<string, T> read)
    {
        try
        {
            return read(file);
        }
        catch (ImageFileException e)
        {
            throw new DataFormatException(file, e.Where, e.Problem, e);
        }
    }
}

/// <summary>Divides the image files of a folder into splits.</summary>
/// <remarks>
/// Subfolders train, validation (or valid) and test are taken as they are; without one for validation it is the last tenth of train.
/// Without any of them, the folder's own files are sorted by name (ordinal): the last tenth is test, the tenth before it validation,
/// the rest train; a tenth is rounded down, but at least one image.
/// </remarks>
sealed class FolderSplits
{
    static readonly string[] ValidationFolders = [DataSplit.Validation, "valid"];

    readonly string _root;
    readonly Dictionary<string, IReadOnlyList<string>> _splits = [];

    /// <summary>Lists the files below <paramref name="root"/>.</summary>
    public FolderSplits(string root)
    {
        _root = Path.GetFullPath(root);
        if (!TakeSubfolders())
            TakeFiles();
    }

    /// <summary>The number of files of each split.</summary>
    public IReadOnlyDictionary<string, int> Counts => _splits.ToDictionary(split => split.Key, split => split.Value.Count);

    /// <summary>The first file, which decides the shape of the whole set: of train if there is one. Only after <see cref="Of"/>.</summary>
    public string FirstImage => _splits[DataSplit.All.First(_splits.ContainsKey)][0];

    /// <summary>The files of a split, sorted.</summary>
    /// <exception cref="DataUnavailableException">The folder has none for this split, or does not exist.</exception>
    public IReadOnlyList<string> Of(string split) => _splits.TryGetValue(split, out var files)
        ? files
        : throw DataUnavailableException.Of(
            "folder", split, [$"at least 3 image files ({ImageFiles.Patterns})", "subfolders train and test with such files"], [_root], [], _root);

    bool TakeSubfolders()
    {
        Add(DataSplit.Train, List(DataSplit.Train));
        Add(DataSplit.Validation, ValidationFolders.Select(List).FirstOrDefault(files => files.Count > 0) ?? []);
        Add(DataSplit.Test, List(DataSplit.Test));
        if (!_splits.ContainsKey(DataSplit.Validation) && _splits.TryGetValue(DataSplit.Train, out var train) && train.Count > 1)
        {
            var (first, _) = DataSplit.Part(DataSplit.Validation, train.Count);
            _splits[DataSplit.Train] = train.Take(first).ToList();
            _splits[DataSplit.Validation] = train.Skip(first).ToList();
        }

        return _splits.Count > 0;
    }

    void TakeFiles()
    {
        var files = List(".");
        if (files.Count < 3)
            return;
        var tenth = Math.Max(1, files.Count / 10);
        var train = files.Count - 2 * tenth;
        Add(DataSplit.Train, files.Take(train).ToList());
        Add(DataSplit.Validation, files.Skip(train).Take(tenth).ToList());
        Add(DataSplit.Test, files.Skip(train + tenth).ToList());
    }

    void Add(string split, IReadOnlyList<string> files)
    {
        if (files.Count > 0)
            _splits[split] = files;
    }

    IReadOnlyList<string> List(string subfolder)
    {
        var folder = Path.GetFullPath(Path.Combine(_root, subfolder));
        return Directory.Exists(folder) ? [.. ImageFiles.NamesIn(folder).Select(name => Path.Combine(folder, name))] : [];
    }
}
