using Pixel.Contracts;
using Pixel.Host.Data.Download;
using Pixel.Host.Imaging;

namespace Pixel.Host.Data.Sources;

/// <summary>A data set that <see cref="DataSetCatalog"/> knows. To add one, write this and name it in the catalog.</summary>
interface IDataSetSource
{
    /// <summary>What <c>data.set</c> calls it.</summary>
    string Name { get; }

    /// <summary>What it is, in one line.</summary>
    string Summary { get; }

    /// <summary>The shape of its images at all their levels; null where the files decide.</summary>
    ImageShape? Shape { get; }

    /// <summary>The classes of its labels, where there are labels.</summary>
    ImageClasses ClassesOf(DataSetOptions options);

    /// <summary>Reads one split; the options were checked already.</summary>
    /// <exception cref="DataUnavailableException">Its files are nowhere.</exception>
    /// <exception cref="DataFormatException">A file is not what it should be.</exception>
    /// <exception cref="LabelsUnavailableException">Labels are asked for, and there are none.</exception>
    IImageSet Open(string split, DataSetOptions options, DataRequest request);

    /// <summary>Where its files are on this machine, and how many images they hold; nothing is downloaded.</summary>
    DataSetListing Describe(DataSetOptions options, DataEnvironment environment);
}

/// <summary>What opening a set may need besides its options.</summary>
sealed record DataRequest(DataEnvironment Environment, IProgress<DownloadProgress>? Progress, CancellationToken Cancellation);

/// <summary>One line of the list of data sets.</summary>
/// <param name="Name">What <c>data.set</c> calls it.</param>
/// <param name="Summary">What it is, in one line.</param>
/// <param name="Shape">The shape of its images; null where the files decide.</param>
/// <param name="Location">The folder where it was found, or <c>built in</c>; null if it is not on this machine.</param>
/// <param name="Counts">The images found of each split, by its name; a split is missing if it was not found, or if counting it takes long (an archive).</param>
/// <param name="Problem">What is wrong with the files that were found; null if nothing is, as far as their headers and sizes tell.</param>
public sealed record DataSetListing(string Name, string Summary, ImageShape? Shape, string? Location, IReadOnlyDictionary<string, int> Counts, string? Problem = null)
{
    /// <summary>The classes of its labels; null where none are here.</summary>
    public ImageClasses? Classes { get; init; }

    /// <summary>How many images of each split, by its name, are of each class; a split is missing where it is in <see cref="Counts"/>, or where its labels are not here.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<int>> ClassCounts { get; init; } = new Dictionary<string, IReadOnlyList<int>>();
}

/// <summary>Makes a split of what was read: takes its part, applies the limit and the levels, and says so in the name.</summary>
static class SplitBuilder
{
    /// <summary>Builds the split; <paramref name="samples"/> becomes its memory.</summary>
    /// <param name="name">The set's name so far.</param>
    /// <param name="split">The split.</param>
    /// <param name="shape">The shape of the images in <paramref name="samples"/>.</param>
    /// <param name="samples">All the images read, as levels of <paramref name="shape"/>.</param>
    /// <param name="part">The first image of the split, and how many it has.</param>
    /// <param name="options">Levels and limit.</param>
    /// <param name="isStandIn">Whether the images stand in for a set that is missing.</param>
    /// <param name="notes">What the user should know of the set.</param>
    /// <param name="labels">The labels of all the images read; null without them.</param>
    public static IImageSet Build(
        string name, string split, ImageShape shape, byte[] samples, (int First, int Count) part, DataSetOptions options, bool isStandIn = false,
        IReadOnlyList<string>? notes = null, ImageLabels? labels = null)
    {
        var (fullName, shown, count) = Describe(name, split, shape, part, options);
        if (shown.Levels != shape.Levels)
            Quantiser.Apply(samples.AsSpan(part.First * shape.Dimensions, count * shape.Dimensions), shown.Levels);
        return new MemoryImageSet(fullName, split, shown, samples, part.First, count, isStandIn) { Notes = notes ?? [], Labels = labels?.Slice(part.First, count) };
    }

    /// <summary>What a set's name says where its images were made to fit a size.</summary>
    public static string Resized(ImageShape shape) => $", cropped and resized to {shape.Height}×{shape.Width}";

    /// <summary>What becomes of a split under the options: its whole name, its shape and its images.</summary>
    public static (string Name, ImageShape Shape, int Count) Describe(
        string name, string split, ImageShape shape, (int First, int Count) part, DataSetOptions options)
    {
        if (part.Count < 1)
            throw new ArgumentException($"{name} has too few images for the split '{split}': train and validation need one each.");
        var count = Math.Min(options.Limit ?? part.Count, part.Count);
        var levels = options.Levels ?? shape.Levels;
        if (levels != shape.Levels)
            name += levels == 2 ? ", 2 levels (threshold 128)" : $", {levels} levels";
        if (count < part.Count)
            name += $", first {count} images";
        return (name, new ImageShape(shape.Channels, shape.Height, shape.Width, levels), count);
    }
}
