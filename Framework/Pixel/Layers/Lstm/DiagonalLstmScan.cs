using System.Numerics;
using Pixel.Contracts;
using Pixel.Kernels;
using static TorchSharp.torch;

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
    public override MapTiming Timing => Direction == ScanDirection.LeftToRight ? MapTiming.Pixel : MapTiming.Row;

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

/// <summary>The corner from which a diagonal scan starts (paper, section 3.2).</summary>
public enum ScanDirection
{
    /// <summary>From the top left corner; position (r, c) sees (r, c) and what is left and above.</summary>
    LeftToRight,

    /// <summary>From the top right corner, then shifted down by one row, so that position (r, c) sees the row above and what is right of it.</summary>
    RightToLeft,
}

/// <summary>The map face of <see cref="DiagonalLstmScan"/>: skewed, one convolution and one cell a diagonal (paper, figure 3).</summary>
/// <param name="description">The layer.</param>
public sealed class DiagonalLstmScanModule(DiagonalLstmScan description) : UnaryLayerModule(description), IGatedScan
{
    /// <inheritdoc/>
    public override bool HasManagedKernels => true;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => ScanFrom(LayerInputs.Checked(description, input, description.Gates, Weight("weight")));

    /// <inheritdoc/>
    internal override Tensor ForwardKnown(Tensor[] inputs, ForwardContext context) => ScanFrom(inputs[0]);

    Tensor ScanFrom(Tensor input)
    {
        if (UsesManagedKernels(input)) return DiagonalLstmFunction.Compute(input, Weight("weight"), description.Direction).Output;
        if (description.Direction == ScanDirection.LeftToRight) return Scan(input);
        var mirrored = Scan(input.flip(3)).flip(3); // (B, h, H, W)
        var (height, above) = (mirrored.shape[2], nn.functional.pad(mirrored, (0, 0, 1, 0)));
        return above.narrow(2, 0, height);
    }

    (Tensor Output, Tensor Input) IGatedScan.Forward(Tensor input, MaskedConvolutionModule inputToState, bool rectify, bool isShared)
    {
        if (UsesManagedKernels(input))
            return DiagonalLstmFunction.Compute(
                input, Weight("weight"), description.Direction, InputToState.Of(inputToState, rectify, input, isShared));
        var (gates, next) = inputToState.Forward(input, rectify, addend: null, isShared);
        return (ScanFrom(gates), next);
    }

    Tensor Scan(Tensor input)
    {
        var (batch, height, width) = (input.shape[0], input.shape[2], input.shape[3]);
        var skewed = Skew(input); // (B, 4h, H, W + H − 1)
        using var inside = Skew(ones([1, 1, height, width], input.dtype, input.device)); // (1, 1, H, W + H − 1)
        var hidden = zeros([batch, description.Output.Channels, height], input.dtype, input.device);
        var cell = zeros_like(hidden);
        var diagonals = new Tensor[width + height - 1];
        for (var diagonal = 0; diagonal < diagonals.Length; diagonal++)
        {
            var above = nn.functional.pad(hidden, (1, 0)); // (B, h, 1 + H): row r lies at r + 1
            var states = nn.functional.conv1d(above, Weight("weight")); // (B, 4h, H), from rows r − 1 and r
            var (nextHidden, nextCell) = LstmGates.Apply(skewed.select(3, diagonal) + states, cell);
            var real = inside.select(3, diagonal); // (1, 1, H): states outside the image stay zero
            (hidden, cell) = (nextHidden * real, nextCell * real);
            diagonals[diagonal] = hidden;
        }
        return Unskew(stack(diagonals, 3), width);
    }

    /// <summary>Shifts row r to the right by r: (B, C, H, W) to (B, C, H, W + H − 1), zeros around.</summary>
    static Tensor Skew(Tensor map)
    {
        var (batch, channels, height, width) = (map.shape[0], map.shape[1], map.shape[2], map.shape[3]);
        // Rows padded to W + H and read as rows of W + H − 1 start one place later each.
        var padded = nn.functional.pad(map, (0, height)).reshape(batch, channels, height * (width + height));
        return padded.narrow(2, 0, height * (width + height - 1)).reshape(batch, channels, height, width + height - 1);
    }

    static Tensor Unskew(Tensor skewed, long width)
    {
        var (batch, channels, height, length) = (skewed.shape[0], skewed.shape[1], skewed.shape[2], skewed.shape[3]);
        var padded = nn.functional.pad(skewed.reshape(batch, channels, height * length), (0, height));
        return padded.reshape(batch, channels, height, length + 1).narrow(3, 0, width);
    }
}

/// <summary>What both directions of a <see cref="DiagonalLstmScan"/> do in the step face; they differ in when.</summary>
/// <remarks>Order of a gate's sum: the state above over its channels upwards, then the one beside, then the input-to-state gate.</remarks>
/// <typeparam name="T">The arithmetic.</typeparam>
abstract class DiagonalLstmStep<T> : StepLayer<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly VectorKernels<T> _kernels;
    readonly FeatureMap<T> _gates;
    readonly FeatureMap<T> _cell;
    readonly StateSums<T> _sums;
    readonly PackedMatrix<T> _beside;

    protected DiagonalLstmStep(DiagonalLstmScan layer, StepContext<T> context)
    {
        (_gates, Output, _kernels) = (context.Inputs[0], context.Output, context.Kernels);
        Hidden = context.CreateMap(layer.Output, 1, margin: 1); // outside the image states are zero
        _cell = context.CreateMap(layer.Output, 0);
        _sums = new StateSums<T>(context, layer.Gates, Hidden, 2, 1);
        _beside = StateSums<T>.Pack(context, layer.Gates, 2, 1, 1);
    }

    protected FeatureMap<T> Output { get; }

    /// <summary>The hidden states: of this row where it is done, from there on of the one above.</summary>
    protected FeatureMap<T> Hidden { get; }

    public override void Begin()
    {
        for (var image = 0; image < Output.Batch; image++) Hidden.Columns(-1, image).Clear();
    }

    /// <summary>Starts a row of the scan.</summary>
    protected void BeginScan(int row)
    {
        _cell.Pixel(row, 0).Clear();
        _sums.BeginRow(row);
    }

    /// <summary>Computes both states of a colour group; group 0 of a pixel first.</summary>
    protected void Advance(int row, int column, int beside, int group)
    {
        if (group == 0) _beside.MultiplyAdd(Hidden.Pixel(row, beside), _sums.BeginPixel(row, column));
        var cell = _cell.Group(row, column, group); // holds the state beside
        _kernels.LstmCell(_gates.Group(row, column, group), _sums.Group(row, column, group), cell, cell, Hidden.Group(row, column, group));
    }
}

/// <summary>The step face of a left-to-right <see cref="DiagonalLstmScan"/>: each cell when its pixel is stepped.</summary>
/// <typeparam name="T">The arithmetic.</typeparam>
sealed class LeftToRightStep<T>(DiagonalLstmScan layer, StepContext<T> context) : DiagonalLstmStep<T>(layer, context)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void BeginRow(int row) => BeginScan(row);

    public override void Step(int row, int column, int group)
    {
        Advance(row, column, column - 1, group);
        Hidden.Group(row, column, group).CopyTo(Output.Group(row, column, group));
    }
}

/// <summary>The step face of a right-to-left <see cref="DiagonalLstmScan"/>: a whole row at once, when the row above is complete.</summary>
/// <remarks>The shift: row r of the output is row r − 1 of the scan, and the first row is zero.</remarks>
/// <typeparam name="T">The arithmetic.</typeparam>
sealed class RightToLeftStep<T>(DiagonalLstmScan layer, StepContext<T> context) : DiagonalLstmStep<T>(layer, context)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void BeginRow(int row)
    {
        if (row > 0) BeginScan(row - 1);
        for (var column = Output.Width - 1; row > 0 && column >= 0; column--)
            for (var group = 0; group < Output.Channels.Groups; group++) Advance(row - 1, column, column + 1, group);
        for (var image = 0; image < Output.Batch; image++) Hidden.Columns(row - 1, image).CopyTo(Output.Columns(row, image));
    }
}
