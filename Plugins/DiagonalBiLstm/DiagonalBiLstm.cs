using Pixel.Contracts;
using Pixel.Layers;
using Pixel.Layers.Lstm;
using Pixel.Networks;

namespace DiagonalBiLstm;

/// <summary>The options of the Diagonal BiLSTM.</summary>
public sealed class DiagonalBiLstmOptions : StackOptions;

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
        var inputToState = network.Add($"{name}_input", new MaskedConvolution(input.Map, gates, 1, 1, MaskType.B), input);
        return network.Add($"{name}_state", new DiagonalLstmScan(gates, direction), network.Biased($"{name}_gates", inputToState));
    }
}

/// <summary>The Diagonal BiLSTM as a graph of layers.</summary>
static class DiagonalBiLstmNetwork
{
    /// <summary>7×7 mask A, N Diagonal BiLSTM layers, output stage (paper, table 1, third column).</summary>
    public static NetworkDescription Describe(DiagonalBiLstmOptions options, BuildContext context) =>
        LayerStack.Describe(context, options, (network, name, input) => DiagonalBiLstmLayer.Add(network, name, input, options.Hidden));
}

/// <summary>Diagonal BiLSTM (van den Oord et al., 2016, section 3.2 and table 1): two diagonal recurrences that see all the past.</summary>
public sealed class DiagonalBiLstmArchitecture : Architecture<DiagonalBiLstmOptions>
{
    /// <inheritdoc/>
    public override string Name => "diagonal-bilstm";

    /// <inheritdoc/>
    public override string Summary => "Diagonal BiLSTM: recurrences from both upper corners; the whole past is the context";

    /// <inheritdoc/>
    protected override NetworkDescription Build(DiagonalBiLstmOptions options, BuildContext context) =>
        DiagonalBiLstmNetwork.Describe(options, context);
}
