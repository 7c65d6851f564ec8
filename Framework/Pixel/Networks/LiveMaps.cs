using Pixel.Contracts;
using static TorchSharp.torch;

namespace Pixel.Networks;

/// <summary>The feature maps of a forward pass that some layer has yet to read; the others are let go at once.</summary>
/// <remarks>Without gradients this is most of the memory; with gradients the graph keeps what its backward pass needs, and no more.</remarks>
sealed class LiveMaps
{
    readonly Tensor?[] _maps;
    readonly int[] _lastReader;
    readonly Tensor?[] _kept;

    /// <summary>Starts a pass.</summary>
    /// <param name="nodes">The network.</param>
    /// <param name="kept">Tensors of the caller, never let go.</param>
    public LiveMaps(IReadOnlyList<NodeDescription> nodes, params Tensor?[] kept)
    {
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
    public void Compute(int node, Func<Tensor> forward)
    {
        using (NewDisposeScope())
        {
            var map = forward();
            _maps[node] = IsLive(map) ? map : map.MoveToOuterDisposeScope(); // a layer may hand its input on as its output
        }
        for (var read = 0; read < node; read++)
            if (_lastReader[read] == node) LetGo(read);
    }

    void LetGo(int node)
    {
        var map = _maps[node];
        _maps[node] = null;
        if (!IsLive(map)) map?.Dispose();
    }

    bool IsLive(Tensor? map) => _maps.Concat(_kept).Any(live => ReferenceEquals(live, map));
}
