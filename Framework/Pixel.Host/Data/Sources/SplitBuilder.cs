using Pixel.Contracts;

namespace Pixel.Host.Data.Sources;

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
    public static IImageSet Build(
        string name, string split, ImageShape shape, byte[] samples, (int First, int Count) part, DataSetOptions options, bool isStandIn = false)
    {
        var (fullName, shown, count) = Describe(name, split, shape, part, options);
        if (shown.Levels != shape.Levels)
            Quantiser.Apply(samples.AsSpan(part.First * shape.Dimensions, count * shape.Dimensions), shown.Levels);
        return new MemoryImageSet(fullName, split, shown, samples, part.First, count, isStandIn);
    }

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
