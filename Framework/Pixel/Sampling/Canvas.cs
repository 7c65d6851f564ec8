using Pixel.Contracts;

namespace Pixel.Sampling;

/// <summary>Images to be drawn: the levels, and which pixels are known. Sampling is completion with nothing known.</summary>
public sealed class Canvas
{
    readonly byte[] _levels;
    readonly bool[]? _known;

    Canvas(ImageShape image, int count, byte[] levels, bool[]? known) =>
        (Image, Count, _levels, _known) = (image, count, levels, known);

    /// <summary>The shape of each image.</summary>
    public ImageShape Image { get; }

    /// <summary>The number of images.</summary>
    public int Count { get; }

    /// <summary>Images of which nothing is known.</summary>
    /// <param name="image">The shape of each image.</param>
    /// <param name="count">The number of images, at least 1.</param>
    public static Canvas Empty(ImageShape image, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return new Canvas(image, count, new byte[checked(count * image.Dimensions)], null);
    }

    /// <summary>Images of which some pixels are known.</summary>
    /// <param name="image">The shape of each image.</param>
    /// <param name="levels">All images, (N, C, H, W); unknown pixels are overwritten.</param>
    /// <param name="known">For each pixel whether it is known, (N, H, W).</param>
    /// <exception cref="ArgumentException">The lengths do not fit the shape, or a known level is out of range.</exception>
    public static Canvas Partial(ImageShape image, byte[] levels, bool[] known)
    {
        var pixels = image.Height * image.Width;
        if (levels.Length == 0 || levels.Length % image.Dimensions != 0 || known.Length != levels.Length / image.Channels)
            throw new ArgumentException($"{Counted.Of(levels.Length, "level")} and {Counted.Of(known.Length, "mark")} are not whole images of {image}.");
        for (var i = 0; i < levels.Length; i++)
            if (levels[i] >= image.Levels && known[i / image.Dimensions * pixels + i % pixels])
                throw new ArgumentException($"Sub-pixel {i} has level {levels[i]}; the images have levels 0 to {image.Levels - 1}.");
        return new Canvas(image, levels.Length / image.Dimensions, [.. levels], known);
    }

    /// <summary>The smaller images that these are conditioned on, one each; null where the network is not conditional.</summary>
    /// <exception cref="ArgumentException">They are more or fewer than these.</exception>
    public Canvas? Small
    {
        get;
        set => field = value is null || value.Count == Count
            ? value
            : throw new ArgumentException($"{Counted.Of(value.Count, "smaller image")} cannot stand for {Counted.Of(Count, "image")}; each has its own.", nameof(value));
    }

    /// <summary>The classes of the images, one each; null where the network is not class-conditional.</summary>
    /// <exception cref="ArgumentException">They are more or fewer than the images.</exception>
    public IReadOnlyList<int>? Labels
    {
        get;
        set => field = value is null || value.Count == Count
            ? value
            : throw new ArgumentException($"{Counted.Of(value.Count, "label")} cannot stand for {Counted.Of(Count, "image")}; each has its own.", nameof(value));
    }

    /// <summary>The levels of some images, (N, C, H, W).</summary>
    /// <param name="first">The first of them.</param>
    /// <param name="count">How many.</param>
    public ReadOnlySpan<byte> Levels(int first, int count) => _levels.AsSpan(first * Image.Dimensions, count * Image.Dimensions);

    /// <summary>The smaller images of which these are enlargements: of each block of pixels the upper left one, known where it is known.</summary>
    /// <param name="small">The shape of the smaller images.</param>
    /// <exception cref="ModelException">They are no smaller ones of these.</exception>
    public Canvas Subsample(ImageShape small)
    {
        var factor = Image.FactorTo(small);
        var canvas = new Canvas(small, Count, new byte[Count * small.Dimensions], new bool[Count * small.Height * small.Width]) { Labels = Labels };
        for (var image = 0; image < Count; image++)
            for (var row = 0; row < small.Height; row++)
                for (var column = 0; column < small.Width; column++)
                {
                    canvas._known![(image * small.Height + row) * small.Width + column] = IsKnown(image, row * factor, column * factor);
                    for (var channel = 0; channel < small.Channels; channel++)
                        canvas.Level(image, channel, row, column) = Level(image, channel, row * factor, column * factor);
                }
        return canvas;
    }

    /// <summary>One image, (C, H, W).</summary>
    /// <param name="image">0 … <see cref="Count"/> − 1.</param>
    public ReadOnlySpan<byte> this[int image] => _levels.AsSpan(image * Image.Dimensions, Image.Dimensions);

    /// <summary>Whether a pixel is known and will not be drawn.</summary>
    /// <param name="image">0 … <see cref="Count"/> − 1.</param>
    /// <param name="row">The row.</param>
    /// <param name="column">The column.</param>
    public bool IsKnown(int image, int row, int column) => _known?[(image * Image.Height + row) * Image.Width + column] ?? false;

    /// <summary>The level of a sub-pixel.</summary>
    /// <param name="image">0 … <see cref="Count"/> − 1.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="row">The row.</param>
    /// <param name="column">The column.</param>
    public ref byte Level(int image, int channel, int row, int column) =>
        ref _levels[((image * Image.Channels + channel) * Image.Height + row) * Image.Width + column];
}
