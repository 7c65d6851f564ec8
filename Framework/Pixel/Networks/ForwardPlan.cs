using Pixel.Contracts;
using Pixel.Layers;

namespace Pixel.Networks;

/// <summary>How a network's layers are computed in order: which ReLU the convolution after it takes in, and when a map is read for the last time.</summary>
sealed class ForwardPlan
{
    readonly NetworkDescription _network;
    readonly bool[] _isFolded;
    readonly int[][] _lastReads;

    /// <summary>Plans a network.</summary>
    /// <param name="network">The network.</param>
    public ForwardPlan(NetworkDescription network)
    {
        _network = network;
        _isFolded = [.. Enumerable.Range(0, network.Nodes.Count).Select(IsFoldable)];
        var last = new int[network.Nodes.Count];
        for (var node = 0; node < last.Length; node++)
            foreach (var input in Inputs(node)) last[input] = node;
        _lastReads = [.. Enumerable.Range(0, last.Length).Select(node => Enumerable.Range(0, node).Where(input => last[input] == node).ToArray())];
    }

    /// <summary>Whether a node is a ReLU that its one reader, a masked convolution, computes while it reads.</summary>
    public bool IsFolded(int node) => _isFolded[node];

    /// <summary>Whether a node reads its input through a folded ReLU.</summary>
    public bool Rectifies(int node) => _network.Nodes[node].Inputs is [var input] && _isFolded[input];

    /// <summary>The nodes whose outputs a node reads, those of folded ReLUs replaced by what these read.</summary>
    public IEnumerable<int> Inputs(int node) => _isFolded[node]
        ? []
        : _network.Nodes[node].Inputs.Select(input => _isFolded[input] ? _network.Nodes[input].Inputs[0] : input);

    /// <summary>The nodes whose outputs are not read after a node.</summary>
    public IReadOnlyList<int> LastReads(int node) => _lastReads[node];

    bool IsFoldable(int node)
    {
        if (_network.Nodes[node].Layer is not Rectifier) return false;
        NodeDescription[] readers = [.. _network.Nodes.Where(reader => reader.Inputs.Contains(node))];
        return readers is [{ Layer: MaskedConvolution }];
    }
}
