namespace Pixel.Contracts;

/// <summary>A named layer in the graph of a network.</summary>
/// <param name="Name">Unique in the network; parameters are named after it (<c>layer1_conv.weight</c>).</param>
/// <param name="Layer">The layer.</param>
/// <param name="Inputs">The indices of the nodes whose outputs the layer reads, each before this node.</param>
public sealed record NodeDescription(string Name, LayerDescription Layer, IReadOnlyList<int> Inputs);
