using Pixel.Contracts;

namespace Pixel.Networks;

/// <summary>The frame of the paper's three architectures (table 1): first layer, N layers, output stage.</summary>
public static class LayerStack
{
    /// <summary>Describes the network.</summary>
    /// <param name="context">What it is built for.</param>
    /// <param name="options">Width, depth, residual and skip connections.</param>
    /// <param name="addLayer">Adds one layer from 2h to 2h channels, given the network, a name to begin its names with, and its input.</param>
    /// <exception cref="ModelException">The options do not fit the images.</exception>
    public static NetworkDescription Describe(
        BuildContext context, StackOptions options, Func<NetworkBuilder, string, NodeRef, NodeRef> addLayer)
    {
        var network = new NetworkBuilder(context);
        var x = network.FirstLayer(options.Hidden);
        var skips = new List<NodeRef>();
        for (var i = 1; i <= options.Layers; i++)
        {
            var y = addLayer(network, $"layer{i}", x);
            if (options.Skip) skips.Add(network.MaskedConvolution($"layer{i}_skip", y, 2 * options.Hidden, 1));
            x = options.Residual ? network.Sum($"layer{i}", x, y) : y;
        }
        // The last layer's output counts as one more skip, so that no residual is left without a use.
        network.Head(options.Skip ? network.Sum("skips", [.. skips, x]) : x, options.Head);
        return network.Build();
    }
}
