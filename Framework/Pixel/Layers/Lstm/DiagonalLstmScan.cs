using Pixel.Contracts;

namespace Pixel.Layers.Lstm;

/// <summary>One direction of the Diagonal BiLSTM's recurrence (paper, section 3.2).</summary>
/// <remarks>
/// In the skewed map the state-to-state kernel is 2×1 over the column before, padded on top: in the image the state of (r, c) comes from
/// those of (r − 1, c) and (r, c − 1), and the cell state from (r, c − 1). States outside the image are zero, in both faces. The
/// right-to-left scan runs on the mirrored image, is mirrored back and shifted down by one row (zeros on top), so that nothing to the
/// right in the same row is seen. The kernel has no bias, the input-to-state one having it.
/// </remarks>
/// <param name="Gates">The channels of the input: four gates of h channels.</param>
/// <param name="Direction">Where the scan starts.</param>
public sealed record DiagonalLstmScan(ChannelGroups Gates, ScanDirection Direction) : LayerDescription
{
    /// <inheritdoc/>
    public override string Kind => "diagonal LSTM";

    /// <inheritdoc/>
    public override string Details =>
        $"{(Direction == ScanDirection.LeftToRight ? "from left" : "from right")}, {Gates.Channels} → {Output.Channels}";

    /// <inheritdoc/>
    public override ChannelGroups Output => LstmGates.Hidden(Gates);

    /// <inheritdoc/>
    public override int RowReach => Direction == ScanDirection.LeftToRight ? 0 : 1;

    /// <inheritdoc/>
    public override bool ReadsOwnRow => Direction == ScanDirection.LeftToRight;

    /// <inheritdoc/>
    public override bool HasStepFace => true;

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterDescription> Parameters
    {
        get
        {
            var hidden = Output.Channels;
            return [new("weight", [Gates.Channels, hidden, 2], 1 / Math.Sqrt(2.0 * hidden), 2L * Gates.Channels * hidden)];
        }
    }

    /// <inheritdoc/>
    public override void Validate(IReadOnlyList<ChannelGroups> inputs)
    {
        _ = Output;
        LayerInputs.Require(this, inputs, [Gates]);
    }

    /// <inheritdoc/>
    public override IEnumerable<Read> Reads(Cell cell, int height, int width)
    {
        var left = Direction == ScanDirection.LeftToRight;
        if (!left && cell.Row == 0) yield break;
        yield return new Read(0, left ? cell : cell with { Row = cell.Row - 1 });
        var beside = cell.Column + (left ? -1 : 1);
        for (var group = 0; group < Gates.Groups; group++)
        {
            if (cell.Row > 0) yield return new Read(Read.Own, new Cell(cell.Row - 1, cell.Column, group));
            if (beside >= 0 && beside < width) yield return new Read(Read.Own, new Cell(cell.Row, beside, group));
        }
    }

    /// <inheritdoc/>
    public override long MultiplyAdds(int height, int width) => Parameters[0].Elements * height * width;

    /// <inheritdoc/>
    public override LayerModule CreateModule() => new DiagonalLstmScanModule(this);

    /// <inheritdoc/>
    public override StepLayer<T> CreateStep<T>(StepContext<T> context) => Direction == ScanDirection.LeftToRight
        ? new LeftToRightStep<T>(this, context)
        : new RightToLeftStep<T>(this, context);
}
