using Pixel.Contracts;
using Pixel.Networks;

namespace MyArch;

/// <summary>The network as a graph of layers; no tensor is made here.</summary>
static class MyArchNetwork
{
    /// <summary>The paper's frame, 7×7 mask A, N layers, output stage, with a layer from 2h to 2h channels that is our own.</summary>
    public static NetworkDescription Describe(MyArchOptions options, BuildContext context) =>
        LayerStack.Describe(context, options, (network, name, input) =>
        {
            var x = network.Rectifier($"{name}_relu1", input);
            x = network.MaskedConvolution($"{name}_conv", x, options.Hidden, options.Kernel); // mask B: only the first layer is A
            x = network.Add($"{name}_above", new MyArchLayer(x.Channels), x);
            x = network.Rectifier($"{name}_relu2", x);
            return network.MaskedConvolution($"{name}_expand", x, 2 * options.Hidden, 1);
        });
}
