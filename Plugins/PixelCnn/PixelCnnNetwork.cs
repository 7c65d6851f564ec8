using Pixel.Contracts;
using Pixel.Networks;

namespace PixelCnn;

/// <summary>The PixelCNN as a graph of layers.</summary>
static class PixelCnnNetwork
{
    /// <summary>7×7 mask A, N convolutional blocks, output stage (paper, table 1, first column).</summary>
    public static NetworkDescription Describe(PixelCnnOptions options, BuildContext context) =>
        LayerStack.Describe(context, options, (network, name, input) => PixelCnnLayer.Add(network, name, input, options.Hidden));
}
