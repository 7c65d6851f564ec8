using Pixel.Contracts;
using Pixel.Layers;
using Pixel.Layers.Lstm;

namespace Pixel.Networks;

/// <summary>
/// What convolutions, and others of the ability, compute for their neighbours: the ReLU before one while it reads, the sum after one while it writes. And what a
/// scan computes itself: the convolution that gives it its gates.
/// </summary>
/// <remarks>
/// A ReLU that such a layer alone reads, and such a layer that a sum of two or a scan alone reads, make no map of their own. Whether a layer folds is its map
/// face's ability (<see cref="IFoldingLayer"/>), not its type, so that a plug-in's own layers do as the shared ones.
/// </remarks>
sealed class FoldedLayers
{
    readonly IReadOnlyList<NodeDescription> _nodes;
    readonly IReadOnlyList<LayerModule> _layers;
    readonly int[][] _readers;
    readonly int?[] _convolutions;
    readonly bool[] _isFolded;
    readonly bool[] _rectifies;

    /// <summary>Finds them.</summary>
    /// <param name="nodes">The network.</param>
    /// <param name="layers">The map faces of its layers.</param>
    public FoldedLayers(IReadOnlyList<NodeDescription> nodes, IReadOnlyList<LayerModule> layers)
    {
        int[] indices = [.. Enumerable.Range(0, nodes.Count)];
        (_nodes, _layers) = (nodes, layers);
        _readers = Array.ConvertAll(indices, node => Array.FindAll(indices, reader => nodes[reader].Inputs.Contains(node)));
        _convolutions = Array.ConvertAll(indices, FindConvolution);
        _isFolded = Array.ConvertAll(indices, node => IsFoldedRectifier(node) || (_readers[node] is [var reader] && _convolutions[reader] == node));
        _rectifies = Array.ConvertAll(indices, node => nodes[node].Inputs is [var read, ..] && IsFoldedRectifier(read));
        Nodes = Array.ConvertAll(indices, node => nodes[node] with { Inputs = FindReads(node) });
    }

    /// <summary>The network as it is computed: a convolution reads what its ReLU would have read, and then what is added to its output.</summary>
    public IReadOnlyList<NodeDescription> Nodes { get; }

    /// <summary>Whether a node makes no map, another computes it.</summary>
    /// <param name="node">Its index.</param>
    public bool IsFolded(int node) => _isFolded[node];

    /// <summary>The convolution that is computed at a node: the node itself, the one whose sum it is, or the one that gives a scan its gates; or null.</summary>
    /// <param name="node">Its index.</param>
    public int? Convolution(int node) => _convolutions[node];

    /// <summary>Whether a convolution reads its input through a ReLU.</summary>
    /// <param name="convolution">Its index.</param>
    public bool Rectifies(int convolution) => _rectifies[convolution];

    int? FindConvolution(int node) => (_layers[node], _nodes[node].Inputs) switch
    {
        (IFoldingLayer, [_]) => node,
        (SumModule, [var first, var second]) when first != second => IsReadOnce(second) ? second : IsReadOnce(first) ? first : null,
        (IGatedScan, [var gates]) => IsReadOnce(gates) && _layers[gates] is MaskedConvolutionModule ? gates : null,
        _ => null,
    };

    bool IsFoldedRectifier(int node) => _nodes[node].Layer is Rectifier && _readers[node] is [var reader] && _layers[reader] is IFoldingLayer;

    bool IsReadOnce(int node) => _layers[node] is IFoldingLayer && _readers[node].Length == 1;

    IReadOnlyList<int> FindReads(int node)
    {
        if (_isFolded[node]) return [];
        if (_convolutions[node] is not { } convolution) return _nodes[node].Inputs;
        var input = _nodes[convolution].Inputs[0];
        if (_rectifies[convolution]) input = _nodes[input].Inputs[0];
        return [input, .. _nodes[node].Inputs.Where(read => read != convolution && convolution != node)];
    }
}
