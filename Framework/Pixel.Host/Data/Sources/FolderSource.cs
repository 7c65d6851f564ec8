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
