using Pixel.Contracts;
using Pixel.Networks;

namespace RowLstm;

/// <summary>The Row LSTM as a graph of layers.</summary>
static class RowLstmNetwork
{
    /// <summary>7×7 mask A, N Row LSTM layers, output stage (paper, table 1, second column).</summary>
    public static NetworkDescription Describe(RowLstmOptions options, BuildContext context) =>
        LayerStack.Describe(context, options, (network, name, input) => RowLstmLayer.Add(network, name, input, options));
}
