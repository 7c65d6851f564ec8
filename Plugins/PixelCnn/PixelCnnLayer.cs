using Pixel.Networks;

namespace PixelCnn;

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
