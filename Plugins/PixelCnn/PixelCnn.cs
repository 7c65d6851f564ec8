using Pixel.Contracts;
using Pixel.Networks;

namespace PixelCnn;

/// <summary>The options of the PixelCNN.</summary>
public sealed class PixelCnnOptions : StackOptions;

/// <summary>The convolutional block (paper, figure 5 left).</summary>
static class PixelCnnLayer
{
    /// <summary>ReLU, 1×1 to h, ReLU, 3×3 mask B, ReLU, 1×1 to 2h; the stack adds the residual.</summary>
    public static NodeRef Add(NetworkBuilder network, string name, NodeRef input, int hidden)
    {
        var x = network.MaskedConvolution($"{name}_reduce", network.Rectifier($"{name}_relu1", input), hidden, 1);
        x = network.MaskedConvolution($"{name}_conv", network.Rectifier($"{name}_relu2", x), hidden, 3);
        x = network.Biased($"{name}_biased", x); // it has no gates: the 3×3 layer's own h channels are biased
        return network.MaskedConvolution($"{name}_expand", network.Rectifier($"{name}_relu3", x), 2 * hidden, 1);
    }
}

/// <summary>The PixelCNN as a graph of layers.</summary>
static class PixelCnnNetwork
{
    /// <summary>7×7 mask A, N convolutional blocks, output stage (paper, table 1, first column).</summary>
    public static NetworkDescription Describe(PixelCnnOptions options, BuildContext context) =>
        LayerStack.Describe(context, options, (network, name, input) => PixelCnnLayer.Add(network, name, input, options.Hidden));
}

/// <summary>PixelCNN (van den Oord et al., 2016, section 3.5 and table 1): masked convolutions over a bounded past.</summary>
public sealed class PixelCnnArchitecture : Architecture<PixelCnnOptions>
{
    /// <inheritdoc/>
    public override string Name => "pixelcnn";

    /// <inheritdoc/>
    public override string Summary => "PixelCNN: 7×7 mask A, residual blocks of 3×3 mask B; fast, with a bounded receptive field";

    /// <inheritdoc/>
    protected override NetworkDescription Build(PixelCnnOptions options, BuildContext context) =>
        PixelCnnNetwork.Describe(options, context);
}
