using Pixel.Contracts;
using Pixel.Host.Imaging;

namespace Pixel.Host.Data.Stores;

/// <summary>Images of a set too large to be one array: any number of threads may ask for any of them.</summary>
interface IImageStore
{
    /// <summary>The number of images.</summary>
    int Count { get; }

    /// <summary>Copies the samples of one image, 0 … 255, in the order C, H, W.</summary>
    /// <exception cref="DataFormatException">Its file is not what it should be, or cannot be read.</exception>
    void CopyTo(int index, Span<byte> destination);
}

/// <summary>The images of several stores, one store after the other.</summary>
sealed class JoinedStore : IImageStore
{
    readonly IReadOnlyList<IImageStore> _stores;

    // Of each store, the images up to its end.
    readonly int[] _ends;

    /// <summary>Joins some stores.</summary>
    public JoinedStore(IReadOnlyList<IImageStore> stores)
    {
        (_stores, _ends) = (stores, new int[stores.Count]);
        for (var i = 0; i < stores.Count; i++) Count = _ends[i] = Count + stores[i].Count;
    }

    /// <inheritdoc />
    public int Count { get; }

    /// <inheritdoc />
    public void CopyTo(int index, Span<byte> destination)
    {
        var store = Array.BinarySearch(_ends, index + 1);
        if (store < 0) store = ~store;
        _stores[store].CopyTo(index - (_ends[store] - _stores[store].Count), destination);
    }
}

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
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, count);
        if (destination.Length < shape.Dimensions)
            throw new ArgumentException($"An image has {shape.Dimensions} levels; there is room for {destination.Length}.", nameof(destination));
        store.CopyTo(first + index, destination);
        Quantiser.Apply(destination[..shape.Dimensions], shape.Levels);
    }
}
