using Pixel.Contracts;
using Pixel.Host.Data.Sources;

namespace Pixel.Host.Data.Stores;

/// <summary>A split whose images stay in a store.</summary>
sealed class StoredImageSet(string name, string split, ImageShape shape, IImageStore store, int first, int count) : IImageSet
{
    /// <inheritdoc />
    public string Name => name;

    /// <inheritdoc />
    public string Split => split;

    /// <inheritdoc />
    public ImageShape Shape => shape;

    /// <inheritdoc />
    public int Count => count;

    /// <inheritdoc />
    public bool IsStandIn => false;

    /// <inheritdoc />
    public void CopyTo(int index, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, count);
        if (destination.Length < shape.Dimensions)
            throw new ArgumentException($"An image has {shape.Dimensions} levels; there is room for {destination.Length}.", nameof(destination));
        store.CopyTo(first + index, destination);
        Quantiser.Apply(destination[..shape.Dimensions], shape.Levels);
    }
}
