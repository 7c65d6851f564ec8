using Pixel.Contracts;
using Pixel.Host.Config;
using Pixel.Host.Data;
using Pixel.Host.Imaging;

namespace Pixel.Host.Pictures;

/// <summary>The images to complete, and where they come from.</summary>
/// <param name="Source">For captions, such as <c>cifar10, test images 0 to 3</c>.</param>
/// <param name="Images">The images, levels in the order C, H, W.</param>
public sealed record Originals(string Source, IReadOnlyList<byte[]> Images)
{
    /// <summary>Takes images of a split.</summary>
    /// <param name="set">The split.</param>
    /// <param name="image">The model's images.</param>
    /// <param name="first">The first image.</param>
    /// <param name="count">How many; fewer if the split ends before.</param>
    /// <exception cref="ExperimentException">The split has images of another shape, or ends before the first.</exception>
    public static Originals FromSet(IImageSet set, ImageShape image, int first, int count)
    {
        if (set.Shape != image) throw new ExperimentException($"{set.Name} has images of {set.Shape}; the model was trained on {image}.");
        return Take($"{set.Name}, {set.Split} image", set.Count, first, count, i =>
        {
            var levels = new byte[image.Dimensions];
            set.CopyTo(i, levels);
            return levels;
        });
    }

    /// <summary>Takes images from an image file, or from a folder of them in the order of their names.</summary>
    /// <param name="path">The file or the folder.</param>
    /// <param name="image">The model's images; colours and levels are made to fit, the size must.</param>
    /// <param name="first">The first image.</param>
    /// <param name="count">How many; fewer if the folder ends before.</param>
    /// <exception cref="ExperimentException">There is no such image, or it has another size.</exception>
    /// <exception cref="ImageFileException">A file is no sound image file.</exception>
    public static Originals FromFiles(string path, ImageShape image, int first, int count)
    {
        var files = Directory.Exists(path)
            ? [.. ImageFiles.NamesIn(path).Select(name => Path.Combine(path, name))]
            : File.Exists(path) ? new[] { path }
            : throw new ExperimentException($"{path}: there is no such file or folder; give an image file ({ImageFiles.Formats}), or a folder of them.", isUsage: true);
        if (files.Length == 0) throw new ExperimentException($"{path}: the folder holds no image file ({ImageFiles.Patterns}).", isUsage: true);
        return Take($"{Path.GetFileName(Path.TrimEndingDirectorySeparator(path))}, image", files.Length, first, count, i => Load(files[i], image));
    }

    static Originals Take(string source, int available, int first, int count, Func<int, byte[]> get)
    {
        if (first >= available)
            throw new ExperimentException($"There is no image {first} in {Range(source, 0, available)}; choose another --first.", isUsage: true);
        var taken = Math.Min(count, available - first);
        return new Originals(Range(source, first, taken), [.. Enumerable.Range(first, taken).Select(get)]);
    }

    static string Range(string source, int first, int count) => count == 1 ? $"{source} {first}" : $"{source}s {first} to {first + count - 1}";

    static byte[] Load(string file, ImageShape image)
    {
        var read = ImageReader.Load(file, info =>
        {
            if ((info.Width, info.Height) != (image.Width, image.Height))
            {
                throw new ExperimentException(
                    $"{file}: the image has {info.Width}×{info.Height} pixels; the model's images have {image.Width}×{image.Height}. Resize it first.", isUsage: true);
            }
        });
        var levels = new byte[image.Dimensions];
        Planes.Separate(read.WithChannels(image.Channels), levels);
        Quantiser.Apply(levels, image.Levels);
        return levels;
    }
}
