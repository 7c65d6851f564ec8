using Pixel.Contracts;

namespace Pixel.Host.Data;

/// <summary>One split of a data set: images of one shape, as levels.</summary>
/// <remarks>The images are in memory, or read from files that must stay as they are: any number of threads may ask for them.</remarks>
public interface IImageSet
{
    /// <summary>The set's honest name, with what was done to it, for example <c>fashion-mnist, 2 levels (threshold 128)</c>.</summary>
    string Name { get; }

    /// <summary>The split: <c>train</c>, <c>validation</c> or <c>test</c>.</summary>
    string Split { get; }

    /// <summary>The shape of every image.</summary>
    ImageShape Shape { get; }

    /// <summary>The number of images, at least 1.</summary>
    int Count { get; }

    /// <summary>Whether this is the project's small sample, standing in for a set that is missing.</summary>
    bool IsStandIn { get; }

    /// <summary>Copies one image, channel by channel, row by row (C, H, W), each sub-pixel a level 0 … levels − 1.</summary>
    /// <param name="index">0 … <see cref="Count"/> − 1.</param>
    /// <param name="destination">At least <c>Shape.Dimensions</c> long.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is out of range.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too short.</exception>
    /// <exception cref="DataFormatException">The image's own file is not what it should be.</exception>
    void CopyTo(int index, Span<byte> destination);
}
