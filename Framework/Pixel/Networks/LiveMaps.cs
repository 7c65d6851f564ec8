using Pixel.Contracts;
using static TorchSharp.torch;

namespace Pixel.Networks;

/// <summary>The feature maps of a forward pass that some layer has yet to read; the others are let go at once.</summary>
/// <remarks>Without gradients this is most of the memory; with gradients the graph keeps what its backward pass needs, and no more.</remarks>
sealed class LiveMaps
{
    readonly IReadOnlyList<NodeDescription> _nodes;
    readonly long[] _size;
    readonly Tensor?[] _maps;
    readonly int[] _lastReader;
    readonly Tensor?[] _kept;

    /// <summary>Starts a pass.</summary>
    /// <param name="nodes">The network.</param>
    /// <param name="kept">Tensors of the caller, never let go; the first are the images, (B, C, H, W).</param>
    public LiveMaps(IReadOnlyList<NodeDescription> nodes, params Tensor?[] kept)
    {
        (_nodes, _size) = (nodes, kept[0]!.shape);
        (_maps, _lastReader, _kept) = (new Tensor?[nodes.Count], new int[nodes.Count], kept);
        for (var reader = 0; reader < nodes.Count; reader++)
            foreach (var read in nodes[reader].Inputs) _lastReader[read] = reader;
        _lastReader[^1] = nodes.Count; // the network's output
    }

    /// <summary>The map of a node that has been computed.</summary>
    public Tensor this[int node] => _maps[node]!;

    /// <summary>Computes the map of a node, and lets go what nobody reads any more, temporaries of the layer included.</summary>
    /// <param name="node">The node.</param>
    /// <param name="forward">Its layer.</param>
    /// <exception cref="LayerException">The layer threw, or gave a map of another shape than it describes.</exception>
    public void Compute(int node, Func<Tensor> forward)
    {
        using (NewDisposeScope())
        {
            var map = LayerGuard.Run(_nodes[node], LayerException.MapFace, () => Checked(forward(), _nodes[node].Layer));
            _maps[node] = IsLive(map) ? map : map.MoveToOuterDisposeScope(); // a layer may hand its input on as its output
        }
        for (var read = 0; read < node; read++)
            if (_lastReader[read] == node) LetGo(read);
    }

    /// <summary>Whether a node is yet to read a map when another has read it.</summary>
    /// <param name="map">The node whose map it is.</param>
    /// <param name="node">The other.</param>
    public bool IsReadAfter(int map, int node) => _lastReader[map] > node;

    /// <summary>Gives those that are yet to read a map another tensor of the same numbers.</summary>
    /// <param name="node">The node whose map it is.</param>
    /// <param name="map">The tensor.</param>
    public void Replace(int node, Tensor map)
    {
        var before = _maps[node];
        if (ReferenceEquals(before, map)) return;
        _maps[node] = map.MoveToOuterDisposeScope();
        if (!IsLive(before)) before?.Dispose();
    }

    // A layer that gives another map than it describes would be found out layers later, or broadcast and never be.
    Tensor Checked(Tensor? map, LayerDescription layer)
    {
        long[] expected = [_size[0], layer.Output.Channels, _size[2] / layer.Stride, _size[3] / layer.Stride];
        return map is not null && map.shape.SequenceEqual(expected)
            ? map
            : throw new InvalidOperationException(
                $"it gave {(map is null ? "null" : $"a map ({string.Join(", ", map.shape)})")} in place of a map ({string.Join(", ", expected)})");
    }

    void LetGo(int node)
    {
        var map = _maps[node];
        _maps[node] = null;
        if (!IsLive(map)) map?.Dispose();
    }

    bool IsLive(Tensor? map) => Array.Exists(_maps, live => ReferenceEquals(live, map)) || Array.Exists(_kept, live => ReferenceEquals(live, map));
}
