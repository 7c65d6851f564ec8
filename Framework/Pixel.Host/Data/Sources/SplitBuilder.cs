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
        if (part.Count < 1)
            throw new ArgumentException($"{name} has too few images for the split '{split}': train and validation need one each.");
        var count = Math.Min(options.Limit ?? part.Count, part.Count);
        var levels = options.Levels ?? shape.Levels;
        if (levels != shape.Levels)
        {
            Quantiser.Apply(samples.AsSpan(part.First * shape.Dimensions, count * shape.Dimensions), levels);
            name += levels == 2 ? ", 2 levels (threshold 128)" : $", {levels} levels";
        }

        if (count < part.Count)
            name += $", first {count} images";
        var shown = new ImageShape(shape.Channels, shape.Height, shape.Width, levels);
        return new MemoryImageSet(name, split, shown, samples, part.First, count, isStandIn);
    }
}
