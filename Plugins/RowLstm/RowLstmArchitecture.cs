using Pixel.Contracts;

namespace RowLstm;

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
