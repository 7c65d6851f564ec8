using Pixel.Contracts;

namespace DiagonalBiLstm;

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
