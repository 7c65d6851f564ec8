using Pixel.Contracts;

namespace Pixel.Host.Data;

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
    public void CopyTo(int index, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        _levels.AsSpan((_first + index) * Shape.Dimensions, Shape.Dimensions).CopyTo(destination);
    }
}
