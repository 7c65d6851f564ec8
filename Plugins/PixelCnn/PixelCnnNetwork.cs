using Pixel.Contracts;
using Pixel.Networks;

namespace PixelCnn;

/// <summary>The PixelCNN as a graph of layers.</summary>
internal static class PixelCnnNetwork
{
    /// <summary>Input layer, N blocks, output stage (table 1, first column).</summary>
    public static NetworkDescription Describe(PixelCnnOptions options, BuildContext context)
    {
        var network = new NetworkBuilder(context);
        var x = network.FirstLayer(options.Hidden);
        var skips = new List<NodeRef>();
        for (var i = 1; i <= options.Layers; i++)
        {
            var y = PixelCnnLayer.Add(network, $"block{i}", x, options.Hidden);
            if (options.Skip) skips.Add(network.MaskedConvolution($"block{i}_skip", y, 2 * options.Hidden, 1));
            x = options.Residual ? network.Sum($"block{i}", x, y) : y;
        }
        // The last layer's output counts as one more skip, so that no layer is left without a use.
        var last = options.Skip ? network.Sum("skips", [.. skips, x]) : x;
        network.Head(last, options.Head);
        return network.Build();
    }
}
