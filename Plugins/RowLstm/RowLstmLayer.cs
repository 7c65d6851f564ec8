using Pixel.Layers;
using Pixel.Layers.Lstm;
using Pixel.Networks;

namespace RowLstm;

/// <summary>The Row LSTM layer (paper, section 3.1; figure 5 right).</summary>
static class RowLstmLayer
{
    /// <summary>Input-to-state k×1 mask B for the whole map, the recurrence, 1×1 mask B to 2h; the stack adds the residual.</summary>
    public static NodeRef Add(NetworkBuilder network, string name, NodeRef input, RowLstmOptions options)
    {
        var gates = LstmGates.For(input.Channels.With(options.Hidden));
        var inputToState = network.Add(
            $"{name}_input", new MaskedConvolution(input.Channels, gates, 1, options.Kernel, MaskType.B), input);
        var hidden = network.Add($"{name}_state", new RowLstmScan(gates, options.Kernel), network.Biased($"{name}_gates", inputToState));
        return network.MaskedConvolution($"{name}_expand", hidden, 2 * options.Hidden, 1);
    }
}
