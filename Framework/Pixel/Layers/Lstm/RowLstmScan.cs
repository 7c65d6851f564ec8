using Pixel.Contracts;

namespace Pixel.Layers.Lstm;

/// <summary>The recurrence of the Row LSTM, row by row from the top (paper, section 3.1 and equation 3).</summary>
/// <remarks>
/// Reads the map of gates that the input-to-state convolution gave for the whole image, adds an unmasked convolution along the row above's
/// hidden states (all of them past), and applies the cell. States above the first row are learned, one a channel; to the left and right
/// of the image states are zero. The convolution has no bias, the input-to-state one having it.
/// </remarks>
/// <param name="Gates">The channels of the input: four gates of h channels.</param>
/// <param name="Kernel">Columns of the state-to-state kernel, odd; 3 in the paper.</param>
public sealed record RowLstmScan(ChannelGroups Gates, int Kernel) : LayerDescription
{
    /// <inheritdoc/>
    public override string Kind => "row LSTM";

    /// <inheritdoc/>
    public override string Details => $"{Kernel}×1, {Gates.Channels} → {Output.Channels}";

    /// <inheritdoc/>
    public override ChannelGroups Output => LstmGates.Hidden(Gates);

    /// <inheritdoc/>
    public override bool HasStepFace => true;

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterDescription> Parameters
    {
        get
        {
            var hidden = Output.Channels;
            return
            [
                new("weight", [Gates.Channels, hidden, Kernel], 1 / Math.Sqrt((double)hidden * Kernel), (long)Gates.Channels * hidden * Kernel),
                new("initial_hidden", [hidden], 0, hidden),
                new("initial_cell", [hidden], 0, hidden),
            ];
        }
    }

    /// <inheritdoc/>
    public override void Validate(IReadOnlyList<ChannelGroups> inputs)
    {
        if (Kernel < 1 || Kernel % 2 == 0) throw new ModelException($"A row LSTM's kernel is {Kernel}; it must be odd, 3 in the paper.");
        _ = Output;
        LayerInputs.Require(this, inputs, [Gates]);
    }

    /// <inheritdoc/>
    public override IEnumerable<Read> Reads(Cell cell, int height, int width)
    {
        yield return new Read(0, cell);
        if (cell.Row == 0) yield break;
        for (var column = Math.Max(0, cell.Column - Kernel / 2); column <= Math.Min(width - 1, cell.Column + Kernel / 2); column++)
            for (var group = 0; group < Gates.Groups; group++)
                yield return new Read(Read.Own, new Cell(cell.Row - 1, column, group));
    }

    /// <inheritdoc/>
    public override long MultiplyAdds(int height, int width) => Parameters[0].Elements * height * width;

    /// <inheritdoc/>
    public override LayerModule CreateModule() => new RowLstmScanModule(this);

    /// <inheritdoc/>
    public override StepLayer<T> CreateStep<T>(StepContext<T> context) => new RowLstmScanStep<T>(this, context);
}
