using Pixel.Contracts;
using Pixel.Host.Data.Download;

namespace Pixel.Host.Data.Sources;

/// <summary>The data sets that experiments can name.</summary>
/// <remarks>
/// A set's files are looked for in <see cref="DataSetOptions.Root"/> and nowhere else if it is given; otherwise in <c>$PIXELFW_DATA/&lt;folder&gt;</c>
/// (mnist, binarized_mnist, fashion_mnist, cifar10, imagenet32, imagenet64), the system's folder, and the cache, into which they are downloaded if they are nowhere.
/// Where a set has no validation images of its own, they are the last tenth of its training images, and train is the rest;
/// of ImageNet they are the last 10,000 at most, and ImageNet's own validation images are the test split. ImageNet is not downloaded.
/// </remarks>
public static class DataSetCatalog
{
    static readonly SampleSource Sample = new();

    static readonly IReadOnlyList<IDataSetSource> Sources =
    [
        new MnistSource(),
        new BinarizedMnistSource(),
        new FashionMnistSource(),
        new Cifar10Source(),
        new ImageNetSource(32),
        new ImageNetSource(64),
        new FolderSource(),
        Sample,
    ];

    /// <summary>The names of the sets, as <c>data.set</c> spells them.</summary>
    public static IReadOnlyList<string> Names { get; } = Sources.Select(source => source.Name).ToList();

    /// <summary>Opens one split of a set, all its images in memory; those of ImageNet stay in their files.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="split">One of <see cref="DataSplit.All"/>.</param>
    /// <param name="options">Where it is and what to do with its images; without them the defaults hold.</param>
    /// <param name="progress">Hears of a download.</param>
    /// <param name="environment">The folders and the network of this machine; without it those of the process.</param>
    /// <param name="cancellation">Stops a download.</param>
    /// <exception cref="ArgumentException">An unknown name or split, or options out of range or not for this set.</exception>
    /// <exception cref="DataUnavailableException">The files are nowhere, and <see cref="DataSetOptions.IfUnavailable"/> is not <see cref="IfUnavailable.Sample"/>.</exception>
    /// <exception cref="DataFormatException">A file is not what it should be.</exception>
    /// <exception cref="LabelsUnavailableException">Labels are asked for, and there are none.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="OperationCanceledException">A download was stopped.</exception>
    public static IImageSet Open(
        string name,
        string split,
        DataSetOptions? options = null,
        IProgress<DownloadProgress>? progress = null,
        DataEnvironment? environment = null,
        CancellationToken cancellation = default)
    {
        var source = Find(name);
        if (!DataSplit.All.Contains(split))
            throw new ArgumentException($"There is no split '{split}'; there are {string.Join(", ", DataSplit.All)}.", nameof(split));
        options ??= new DataSetOptions();
        OptionsCheck.Check(source, options);

        try
        {
            return source.Open(split, options, new DataRequest(environment ?? new DataEnvironment(), progress, cancellation));
        }
        catch (DataUnavailableException) when (options.IfUnavailable == IfUnavailable.Sample)
        {
            return Sample.OpenStandIn(source, split, options);
        }
    }

    /// <summary>The shape that the images of a set will have, without reading any.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="options">Levels, and for sets of any size their height, width and channels.</param>
    /// <exception cref="ArgumentException">An unknown name, options not for this set, or the files would decide.</exception>
    public static ImageShape ShapeOf(string name, DataSetOptions options)
    {
        var source = Find(name);
        OptionsCheck.Check(source, options);
        var shape = source.Shape;
        if ((options.Height ?? shape?.Height) is not { } height || (options.Width ?? shape?.Width) is not { } width)
            throw new ArgumentException($"The shape of '{name}' is not known before its files are read; give data.height and data.width.");
        return new ImageShape(options.Channels ?? shape?.Channels ?? 3, height, width, options.Levels ?? shape?.Levels ?? 256);
    }

    /// <summary>The classes that the images of a set are labelled with, without reading any.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="options">Only <see cref="DataSetOptions.Root"/> is looked at, of the set <c>folder</c>.</param>
    /// <exception cref="ArgumentException">An unknown name, or no folder is named.</exception>
    /// <exception cref="LabelsUnavailableException">The images of the folder lie in no folders of classes.</exception>
    public static ImageClasses ClassesOf(string name, DataSetOptions options) => Find(name).ClassesOf(options);

    /// <summary>Lists every set: what it is, whether it is on this machine, and how many images it has there. Downloads nothing.</summary>
    /// <param name="options">Only <see cref="DataSetOptions.Root"/> is looked at.</param>
    /// <param name="environment">The folders of this machine; without it those of the process.</param>
    public static IReadOnlyList<DataSetListing> Describe(DataSetOptions? options = null, DataEnvironment? environment = null) =>
        Sources.Select(source => source.Describe(options ?? new DataSetOptions(), environment ?? new DataEnvironment())).ToList();

    static IDataSetSource Find(string name) => Sources.FirstOrDefault(known => known.Name == name)
        ?? throw new ArgumentException($"There is no data set '{name}'; there are {string.Join(", ", Names)}.", nameof(name));
}

/// <summary>Checks the options against their ranges and against the set.</summary>
static class OptionsCheck
{
    const int LargestSide = 1 << 14;

    /// <summary>Throws an <see cref="ArgumentException"/> for the first option that is not allowed.</summary>
    public static void Check(IDataSetSource source, DataSetOptions options)
    {
        Range("levels", options.Levels, 2, 256);
        Range("limit", options.Limit, 1, int.MaxValue);
        Range("height", options.Height, 1, LargestSide);
        Range("width", options.Width, 1, LargestSide);
        if (options.Channels is not (null or 1 or 3))
            throw new ArgumentException($"channels is {options.Channels}; allowed are 1 (gray) and 3 (RGB).");
        if (options.Height is null != options.Width is null)
            throw new ArgumentException("height and width go together: give both, or neither.");

        // A set with a published shape has results to compare with; they must be of that shape.
        if (source is FileDataSet or ImageNetSource && (options.Height ?? options.Channels) is not null)
            throw new ArgumentException($"The images of {source.Name} are {source.Shape}; height, width and channels are for 'folder' and 'sample'.");
        if (source.Shape?.Levels < options.Levels)
            throw new ArgumentException($"levels is {options.Levels}; the images of {source.Name} have {source.Shape.Levels} levels.");
    }

    static void Range(string option, int? value, int least, int most)
    {
        if (value < least || value > most)
            throw new ArgumentException($"{option} is {value}; allowed are {least} to {most}.");
    }
}
