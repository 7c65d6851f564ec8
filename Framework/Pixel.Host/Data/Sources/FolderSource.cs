using Pixel.Contracts;
using Pixel.Host.Data.Stores;
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
    public ImageClasses ClassesOf(DataSetOptions options) => new FolderClasses(new FolderSplits(RootOf(options))).Labels.Classes;

    /// <inheritdoc />
    public IImageSet Open(string split, DataSetOptions options, DataRequest request)
    {
        var root = RootOf(options);
        var files = new FolderSplits(root);
        var part = files.Of(split, options);
        var classes = options.Labels ? new FolderClasses(files) : null;
        // The whole set decides its shape, and is looked at whole: what is wrong with any image is told before one of them is learnt from.
        var headers = ImageFileStore.ReadHeaders(files.Folder, files.All);
        var shape = new ImageShape(
            options.Channels ?? (headers.HaveColours ? 3 : 1), options.Height ?? headers.First?.Height ?? 1, options.Width ?? headers.First?.Width ?? 1, Levels);
        headers.Check(ProblemOf);
        CheckMemory(part.Count, shape);
        var samples = new ImageFileStore(files.Folder, [.. files.All.Skip(part.First).Take(part.Count)], shape, ProblemOf).ReadAll();
        var name = $"folder {Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(root)))}";
        if (options.Height is not null) name += SplitBuilder.Resized(shape);
        name += headers.Conversion(part.First, part.Count, shape.Channels);
        return SplitBuilder.Build(
            name, split, shape, samples, (0, part.Count), options, notes: [.. files.Notes, .. classes?.Notes ?? []], labels: classes?.Labels.Slice(part.First, part.Count));

        string? ProblemOf(ImageInfo info) => options.Height is not null || (info.Height == shape.Height && info.Width == shape.Width) ? null
            : $"the image is {info.Height}×{info.Width}, the first one {shape.Height}×{shape.Width}; give data.height and data.width to crop and resize them all.";
    }

    /// <inheritdoc />
    public DataSetListing Describe(DataSetOptions options, DataEnvironment environment)
    {
        var files = options.Root is null ? null : new FolderSplits(options.Root);
        return files is { Counts.Count: > 0 }
            ? new DataSetListing(Name, Summary, null, Path.GetFullPath(options.Root!), files.Counts)
            : new DataSetListing(Name, Summary, null, null, new Dictionary<string, int>());
    }

    static string RootOf(DataSetOptions options) => options.Root ?? throw new ArgumentException("The data set 'folder' needs data.root: the folder of the images.");

    static void CheckMemory(int count, ImageShape shape)
    {
        var bytes = (long)count * shape.Dimensions;
        if (bytes > Array.MaxLength)
            throw new ArgumentException($"{count} images of {shape} need {bytes} bytes, more than the {Array.MaxLength} that fit; give a smaller height and width.");
    }
}
