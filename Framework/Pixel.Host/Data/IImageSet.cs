using Pixel.Contracts;
using Pixel.Randomness;

namespace Pixel.Host.Data;

/// <summary>One split of a data set: images of one shape, as levels.</summary>
/// <remarks>The images are in memory, or read from files that must stay as they are: any number of threads may ask for them.</remarks>
public interface IImageSet
{
    /// <summary>The set's honest name, with what was done to it, for example <c>fashion-mnist, 2 levels (threshold 128)</c>.</summary>
    string Name { get; }

    /// <summary>The split: <c>train</c>, <c>validation</c> or <c>test</c>; or <c>given</c>, of no data set.</summary>
    string Split { get; }

    /// <summary>The shape of every image.</summary>
    ImageShape Shape { get; }

    /// <summary>The number of images, at least 1.</summary>
    int Count { get; }

    /// <summary>Whether this is the project's small sample, standing in for a set that is missing.</summary>
    bool IsStandIn { get; }

    /// <summary>What the user should know of the set, a sentence each, such as what of a folder was not taken.</summary>
    IReadOnlyList<string> Notes => [];

    /// <summary>The classes of the labels, those of the whole set; null where it has no labels, or was opened without them.</summary>
    ImageClasses? Classes => null;

    /// <summary>The label of an image.</summary>
    /// <param name="index">0 … <see cref="Count"/> − 1.</param>
    /// <returns>0 … classes − 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is out of range.</exception>
    /// <exception cref="InvalidOperationException">There are no labels.</exception>
    int LabelOf(int index) => throw ImageLabels.Missing(Name);

    /// <summary>Copies one image, channel by channel, row by row (C, H, W), each sub-pixel a level 0 … levels − 1.</summary>
    /// <param name="index">0 … <see cref="Count"/> − 1.</param>
    /// <param name="destination">At least <c>Shape.Dimensions</c> long.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is out of range.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too short.</exception>
    /// <exception cref="DataFormatException">The image's own file is not what it should be, or cannot be read.</exception>
    void CopyTo(int index, Span<byte> destination);
}

/// <summary>The names of the splits of a data set.</summary>
public static class DataSplit
{
    /// <summary>The images to learn from.</summary>
    public const string Train = "train";

    /// <summary>The images to choose settings by.</summary>
    public const string Validation = "validation";

    /// <summary>The images to report.</summary>
    public const string Test = "test";

    /// <summary>No split, but images that a user gave.</summary>
    public const string Given = "given";

    /// <summary>The three splits of a data set, in this order.</summary>
    public static IReadOnlyList<string> All { get; } = [Train, Validation, Test];

    /// <summary>The part of <paramref name="count"/> training images that a split is, where a set has no validation images of its own.</summary>
    /// <remarks>Validation is the last tenth, rounded down but at least one and at most <paramref name="mostValidation"/>; train is the rest; any other split is all of its own images.</remarks>
    internal static (int First, int Count) Part(string split, int count, int mostValidation = int.MaxValue)
    {
        var validation = Math.Clamp(count / 10, 1, mostValidation);
        return split switch
        {
            Train => (0, count - validation),
            Validation => (count - validation, validation),
            _ => (0, count),
        };
    }
}

/// <summary>Images held one after the other in one array, a byte a sub-pixel.</summary>
sealed class MemoryImageSet : IImageSet
{
    readonly byte[] _levels;
    readonly int _first;

    /// <summary>Takes <paramref name="count"/> images from <paramref name="first"/> on; <paramref name="levels"/> is not copied.</summary>
    public MemoryImageSet(string name, string split, ImageShape shape, byte[] levels, int first, int count, bool isStandIn)
    {
        (Name, Split, Shape, Count, IsStandIn) = (name, split, shape, count, isStandIn);
        (_levels, _first) = (levels, first);
    }

    /// <inheritdoc />
    public string Name { get; }

    /// <inheritdoc />
    public string Split { get; }

    /// <inheritdoc />
    public ImageShape Shape { get; }

    /// <inheritdoc />
    public int Count { get; }

    /// <inheritdoc />
    public bool IsStandIn { get; }

    /// <inheritdoc />
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The labels of the images; null without them.</summary>
    public ImageLabels? Labels { get; init; }

    /// <inheritdoc />
    public ImageClasses? Classes => Labels?.Classes;

    /// <inheritdoc />
    public int LabelOf(int index) => ImageLabels.Of(Labels, Name, index);

    /// <inheritdoc />
    public void CopyTo(int index, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        _levels.AsSpan((_first + index) * Shape.Dimensions, Shape.Dimensions).CopyTo(destination);
    }
}

/// <summary>Images of random levels.</summary>
static class RandomImages
{
    /// <summary>Draws them; of several classes they have labels in turn.</summary>
    public static IImageSet Create(ImageShape image, int count, ulong seed, int classes = 0)
    {
        var random = new CounterRandom(seed, RandomStream.Images);
        var levels = new byte[count * image.Dimensions];
        for (var i = 0; i < levels.Length; i++) levels[i] = (byte)random.Below(0, (uint)i, image.Levels);
        return new MemoryImageSet("random", DataSplit.Train, image, levels, 0, count, isStandIn: false)
        {
            Labels = classes == 0 ? null : new ImageLabels(new ImageClasses(classes), [.. Enumerable.Range(0, count).Select(i => i % classes)]),
        };
    }
}
