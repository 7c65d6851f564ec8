using Pixel.Layers;
using Pixel.Layers.Lstm;
using Pixel.Networks;

namespace DiagonalBiLstm;

/// <summary>The Diagonal BiLSTM layer (paper, section 3.2; figure 5 right).</summary>
static class DiagonalBiLstmLayer
{
    /// <summary>Both directions with weights of their own, their sum, 1×1 mask B to 2h; the stack adds the residual.</summary>
    public static NodeRef Add(NetworkBuilder network, string name, NodeRef input, int hidden)
    {
        var left = AddScan(network, $"{name}_left", input, hidden, ScanDirection.LeftToRight);
        var right = AddScan(network, $"{name}_right", input, hidden, ScanDirection.RightToLeft);
        return network.MaskedConvolution($"{name}_expand", network.Sum($"{name}_both", left, right), 2 * hidden, 1);
    }

    static NodeRef AddScan(NetworkBuilder network, string name, NodeRef input, int hidden, ScanDirection direction)
    {
        var gates = LstmGates.For(input.Channels.With(hidden));
        var inputToState = network.Add($"{name}_input", new MaskedConvolution(input.Channels, gates, 1, 1, MaskType.B), input);
        return network.Add($"{name}_state", new DiagonalLstmScan(gates, direction), network.Biased($"{name}_gates", inputToState));
    }
}
