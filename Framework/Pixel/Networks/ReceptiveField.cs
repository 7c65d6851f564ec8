using Pixel.Contracts;

namespace Pixel.Networks;

/// <summary>The sub-pixels that a network's output can depend on, read off its description.</summary>
public static class ReceptiveField
{
    /// <summary>The cells of the image that an output cell depends on, directly or through other layers and states.</summary>
    /// <param name="network">The network.</param>
    /// <param name="output">A cell of the output: a position, and the colour group whose distribution is asked for.</param>
    /// <returns>Cells whose <see cref="Cell.Group"/> is the image's channel.</returns>
    public static IReadOnlySet<Cell> Of(NetworkDescription network, Cell output)
    {
        var found = new HashSet<Cell>();
        var seen = new HashSet<(int Node, Cell Cell)>();
        var open = new Stack<(int Node, Cell Cell)>([(network.Nodes.Count - 1, output)]);
        while (open.TryPop(out var place))
        {
            if (!seen.Add(place)) continue;
            var node = network.Nodes[place.Node];
            if (place.Node == 0) found.Add(place.Cell);
            foreach (var read in node.Layer.Reads(place.Cell, network.Image.Height / node.Layer.Stride, network.Image.Width / node.Layer.Stride))
                open.Push((read.Input == Read.Own ? place.Node : node.Inputs[read.Input], read.Cell));
        }
        return found;
    }
}
