using Pixel.Contracts;
using Pixel.Layers;

namespace Pixel.Networks;

/// <summary>The ReLUs of a network that the one masked convolution which reads them computes while it reads: their maps are never made.</summary>
sealed class FoldedRectifiers
{
    readonly bool[] _isFolded;
    readonly bool[] _rectifies;

    /// <summary>Finds them.</summary>
    /// <param name="nodes">The network.</param>
    public FoldedRectifiers(IReadOnlyList<NodeDescription> nodes)
    {
        _isFolded = [.. nodes.Select((node, index) => node.Layer is Rectifier && Readers(index) is [{ Layer: MaskedConvolution }])];
        _rectifies = [.. nodes.Select(node => node.Inputs is [var input] && _isFolded[input])];
        Nodes = [.. nodes.Select((node, index) => node with { Inputs = Reads(node, index) })];

        NodeDescription[] Readers(int index) => [.. nodes.Where(node => node.Inputs.Contains(index))];

        IReadOnlyList<int> Reads(NodeDescription node, int index) =>
            _isFolded[index] ? [] : _rectifies[index] ? nodes[node.Inputs[0]].Inputs : node.Inputs;
    }

    /// <summary>The network where convolutions read what their ReLU would have read, and folded ReLUs read nothing.</summary>
    public IReadOnlyList<NodeDescription> Nodes { get; }

    /// <summary>Whether a node is a folded ReLU.</summary>
    /// <param name="node">Its index.</param>
    public bool IsFolded(int node) => _isFolded[node];

    /// <summary>Whether a node computes the ReLU of its input.</summary>
    /// <param name="node">Its index.</param>
    public bool Rectifies(int node) => _rectifies[node];
}
