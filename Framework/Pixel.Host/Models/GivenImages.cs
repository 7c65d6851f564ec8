using Pixel.Contracts;
using Pixel.Host.Config;
using Pixel.Host.Data;
using Pixel.Host.Data.Sources;
using Pixel.Host.Data.Stores;
using Pixel.Host.Imaging;

namespace Pixel.Host.Models;

/// <summary>Image files that a user gives, one or a folder of them, to be made to fit a model as its training images were.</summary>
public sealed class GivenImages
{
    readonly string _folder;
    readonly IReadOnlyList<string> _names;
    readonly PassedOver _passedOver = new();

    GivenImages(string path)
    {
        Name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        if (File.Exists(path))
        {
            (_folder, _names) = (Path.GetDirectoryName(path)!, [Path.GetFileName(path)]);
            return;
        }

        if (!Directory.Exists(path))
            throw new ExperimentException($"{path}: there is no such file or folder; give an image file ({ImageFiles.Formats}), or a folder of them.", isUsage: true);
        (_folder, _names) = (path, ImageListing.Of(path, _passedOver));
        if (_names.Count > 0) return;
        var others = _passedOver.Summary is { } summary ? $" Not taken: {summary}." : "";
        throw new ExperimentException($"{path}: the folder holds no image file ({ImageFiles.Patterns}).{others}", isUsage: true);
    }

    /// <summary>Looks for the files: an image file, or those of a folder and of the folders in it, in the ordinal order of their paths.</summary>
    /// <param name="path">The file or the folder.</param>
    /// <exception cref="ExperimentException">There is no such file or folder, or no image in it.</exception>
    /// <exception cref="IOException">A folder cannot be read.</exception>
    public static GivenImages At(string path) => new(path);

    /// <summary>The name of the file or the folder.</summary>
    public string Name { get; }

    /// <summary>The number of files.</summary>
    public int Count => _names.Count;

    static ImageLabels? LabelsOf(string[] names, ImageClasses classes)
    {
        var labels = Enumerable.Range(0, classes.Count).ToDictionary(classes.NameOf);
        string[] folders = [.. names.Select(name => name.Split('/')[0])];
        return folders.All(labels.ContainsKey) ? new ImageLabels(classes, [.. folders.Select(folder => labels[folder])]) : null;
    }

    /// <summary>Opens the images for a model; each is decoded when it is asked for.</summary>
    /// <param name="image">The model's images: channels and levels are made to fit.</param>
    /// <param name="isFitted">Whether images of another size are cropped and resized, <see cref="ExperimentSetup.FitsImages"/>; else they are refused.</param>
    /// <param name="first">The first image, below <see cref="Count"/>.</param>
    /// <param name="count">How many, at least 1; null for all, and fewer if they end before.</param>
    /// <param name="classes">The model's classes: where every image lies in a folder of the name of one, that is its label. Null where the model knows none.</param>
    /// <exception cref="ExperimentException">Some files are no sound image files or have another size, as their headers tell; all of them are told.</exception>
    public IImageSet Open(ImageShape image, bool isFitted, int first = 0, int? count = null, ImageClasses? classes = null)
    {
        string[] names = [.. _names.Skip(first).Take(count ?? Count)];
        var headers = ImageFileStore.ReadHeaders(_folder, names);
        try
        {
            headers.Check(ProblemOf);
        }
        catch (DataFormatException problem)
        {
            throw new ExperimentException(problem.Message, isUsage: true);
        }

        var samples = new ImageShape(image.Channels, image.Height, image.Width, 256);
        var name = Name + (isFitted ? SplitBuilder.Resized(image) : "") + headers.Conversion(0, names.Length, image.Channels);
        (name, _, _) = SplitBuilder.Describe(name, DataSplit.Given, samples, (0, names.Length), new DataSetOptions { Levels = image.Levels });
        return new StoredImageSet(name, DataSplit.Given, image, new ImageFileStore(_folder, names, samples, ProblemOf), 0, names.Length)
        {
            Notes = _passedOver.Summary is { } summary ? [$"not taken from {_folder}: {summary}"] : [],
            Labels = classes is null ? null : LabelsOf(names, classes),
        };

        string? ProblemOf(ImageInfo info) => isFitted || (info.Width, info.Height) == (image.Width, image.Height) ? null
            : $"the image has {info.Width}×{info.Height} pixels; the model's images have {image.Width}×{image.Height}. Resize it first.";
    }
}
