using Pixel.Contracts;
using Pixel.Networks;

namespace DiagonalBiLstm;

/// <summary>The Diagonal BiLSTM as a graph of layers.</summary>
static class DiagonalBiLstmNetwork
{
    /// <summary>7×7 mask A, N Diagonal BiLSTM layers, output stage (paper, table 1, third column).</summary>
    public static NetworkDescription Describe(DiagonalBiLstmOptions options, BuildContext context) =>
        LayerStack.Describe(context, options, (network, name, input) => DiagonalBiLstmLayer.Add(network, name, input, options.Hidden));
}
