using Pixel.Contracts;
using Pixel.Host.Config;
using Pixel.Host.Data;
using Pixel.Host.Models;

namespace Pixel.Host.Pictures;

/// <summary>The images to complete, and where they come from.</summary>
/// <param name="Source">For captions, such as <c>cifar10, test images 0 to 3</c>.</param>
/// <param name="Images">The images, levels in the order C, H, W.</param>
/// <param name="Labels">The label of each image; null where they have none.</param>
public sealed record Originals(string Source, IReadOnlyList<byte[]> Images, IReadOnlyList<int>? Labels = null)
{
    /// <summary>Takes images of a split.</summary>
    /// <param name="set">The split.</param>
    /// <param name="image">The model's images.</param>
    /// <param name="first">The first image.</param>
    /// <param name="count">How many; fewer if the split ends before.</param>
    /// <exception cref="ExperimentException">The split has images of another shape, or ends before the first.</exception>
    /// <exception cref="DataFormatException">An image's own file is not what it should be.</exception>
    public static Originals FromSet(IImageSet set, ImageShape image, int first, int count)
    {
        if (set.Shape != image) throw new ExperimentException($"{set.Name} has images of {set.Shape}; the model was trained on {image}.");
        CheckFirst($"{set.Name}, {set.Split} image", set.Count, first);
        return Take($"{set.Name}, {set.Split} image", set, first, Math.Min(count, set.Count - first), shown: first);
    }

    /// <summary>Takes images from an image file, or from a folder of them in the order of their names.</summary>
    /// <param name="path">The file or the folder.</param>
    /// <param name="image">The model's images; colours and levels are made to fit.</param>
    /// <param name="first">The first image.</param>
    /// <param name="count">How many; fewer if the folder ends before.</param>
    /// <param name="isFitted">Whether images of another size are cropped and resized, as those that the model was trained on; else they are refused.</param>
    /// <param name="classes">The model's classes, after which the images' folders may be named; null where it knows none.</param>
    /// <exception cref="ExperimentException">There is no such image, or it has another size, or it is no sound image file, as its header tells.</exception>
    /// <exception cref="DataFormatException">A file is corrupt behind its header.</exception>
    public static Originals FromFiles(string path, ImageShape image, int first, int count, bool isFitted = false, ImageClasses? classes = null)
    {
        var files = GivenImages.At(path);
        CheckFirst($"{files.Name}, image", files.Count, first);
        var set = files.Open(image, isFitted, first, count, classes);
        return Take($"{set.Name}, image", set, 0, set.Count, shown: first);
    }

    static void CheckFirst(string source, int available, int first)
    {
        if (first >= available)
            throw new ExperimentException($"There is no image {first} in {Range(source, 0, available)}; choose another --first.", isUsage: true);
    }

    static string Range(string source, int first, int count) => count == 1 ? $"{source} {first}" : $"{source}s {first} to {first + count - 1}";

    static Originals Take(string source, IImageSet set, int first, int count, int shown)
    {
        int[] places = [.. Enumerable.Range(first, count)];
        return new(Range(source, shown, count), [.. places.Select(Levels)], set.Classes is null ? null : [.. places.Select(set.LabelOf)]);

        byte[] Levels(int index)
        {
            var levels = new byte[set.Shape.Dimensions];
            set.CopyTo(index, levels);
            return levels;
        }
    }
}
