using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Pixel.Contracts;
using Pixel.Layers;
using Pixel.Layers.Lstm;
using Pixel.Networks;

namespace RowLstm;

/// <summary>The options of the Row LSTM.</summary>
public sealed class RowLstmOptions : StackOptions
{
    /// <summary>Columns of the input-to-state and state-to-state kernels, odd (paper, section 3.1: k ≥ 3).</summary>
    /// <value>The default value is 3, the paper's.</value>
    [AllowedValues(3, 5, 7, 9, 11)]
    [Description("Columns of the input-to-state and state-to-state kernels: 3, 5, 7, 9 or 11.")]
    public int Kernel { get; set; } = 3;
}

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

/// <summary>The Row LSTM as a graph of layers.</summary>
static class RowLstmNetwork
{
    /// <summary>7×7 mask A, N Row LSTM layers, output stage (paper, table 1, second column).</summary>
    public static NetworkDescription Describe(RowLstmOptions options, BuildContext context) =>
        LayerStack.Describe(context, options, (network, name, input) => RowLstmLayer.Add(network, name, input, options));
}

/// <summary>Row LSTM (van den Oord et al., 2016, section 3.1 and table 1): a recurrence from row to row over a triangular context.</summary>
public sealed class RowLstmArchitecture : Architecture<RowLstmOptions>
{
    /// <inheritdoc/>
    public override string Name => "row-lstm";

    /// <inheritdoc/>
    public override string Summary => "Row LSTM: a convolutional LSTM from row to row; a triangular context above the pixel";

    /// <inheritdoc/>
    protected override NetworkDescription Build(RowLstmOptions options, BuildContext context) =>
        RowLstmNetwork.Describe(options, context);
}
