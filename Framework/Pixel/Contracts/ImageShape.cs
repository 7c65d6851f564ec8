namespace Pixel.Contracts;

/// <summary>The shape of the images a network models: channels × height × width sub-pixels of a given number of levels.</summary>
/// <remarks>Sub-pixels are ordered as the paper orders them: rows from the top, pixels from the left, then R, G, B (section 2.1).</remarks>
public sealed record ImageShape
{
    const int MostDimensions = 1 << 30; // all of an image's sub-pixels fit into one array

    /// <summary>Describes images of <paramref name="channels"/>×<paramref name="height"/>×<paramref name="width"/> sub-pixels.</summary>
    /// <param name="channels">1 (gray) or 3 (RGB); any positive number is legal.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="levels">The values a sub-pixel can take, 0 … levels − 1; 2 to 256.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size below 1, more than 2³⁰ sub-pixels, or levels outside 2 to 256.</exception>
    public ImageShape(int channels, int height, int width, int levels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        var dimensions = (Int128)channels * height * width;
        if (dimensions > MostDimensions)
            throw new ArgumentOutOfRangeException(nameof(height), height, $"{channels}×{height}×{width} are {dimensions} sub-pixels; an image has at most {MostDimensions}.");
        ArgumentOutOfRangeException.ThrowIfLessThan(levels, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(levels, 256);
        (Channels, Height, Width, Levels) = (channels, height, width, levels);
    }

    /// <summary>Channels of a pixel: 1 for gray, 3 for RGB.</summary>
    public int Channels { get; }

    /// <summary>Rows of the image.</summary>
    public int Height { get; }

    /// <summary>Columns of the image.</summary>
    public int Width { get; }

    /// <summary>The number of values a sub-pixel can take: 2 to 256.</summary>
    public int Levels { get; }

    /// <summary>Sub-pixels of an image, the "dimensions" of bits per dimension: channels · height · width.</summary>
    public int Dimensions => Channels * Height * Width;

    /// <summary>By how much a smaller image is smaller, the same for both sides.</summary>
    /// <param name="small">The smaller image.</param>
    /// <param name="least">The least that will do.</param>
    /// <exception cref="ModelException">The sides are not the same whole multiple, or too small a one, or channels or levels differ.</exception>
    internal int FactorTo(ImageShape small, int least = 1)
    {
        var factor = Height / small.Height;
        return factor >= least && small.Height * factor == Height && small.Width * factor == Width && small.Channels == Channels && small.Levels == Levels
            ? factor
            : throw new ModelException($"An image of {this} cannot be conditioned on one of {small}: both sides must shrink by the same whole factor.");
    }

    /// <summary>For example <c>3×32×32, 256 levels</c>.</summary>
    public override string ToString() => $"{Channels}×{Height}×{Width}, {Levels} levels";
}
