namespace Pixel.Host.Data.Stores;

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
