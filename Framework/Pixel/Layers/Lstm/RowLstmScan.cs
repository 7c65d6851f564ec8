using System.Numerics;
using Pixel.Contracts;
using Pixel.Kernels;
using static TorchSharp.torch;

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

/// <summary>The map face of <see cref="RowLstmScan"/>: one convolution and one cell a row, for all columns at once.</summary>
/// <param name="description">The layer.</param>
public sealed class RowLstmScanModule(RowLstmScan description) : UnaryLayerModule(description), IGatedScan
{
    /// <inheritdoc/>
    public override bool HasManagedKernels => true;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => Scan(LayerInputs.Checked(description, input, description.Gates, Weight("weight")));

    /// <inheritdoc/>
    internal override Tensor ForwardKnown(Tensor[] inputs, ForwardContext context) => Scan(inputs[0]);

    Tensor Scan(Tensor input)
    {
        if (UsesManagedKernels(input))
            return RowLstmFunction.Compute(input, Weight("weight"), Weight("initial_hidden"), Weight("initial_cell")).Output;
        var (batch, height, width) = (input.shape[0], input.shape[2], input.shape[3]);
        var hidden = Initial("initial_hidden", batch, width); // (B, h, W)
        var cell = Initial("initial_cell", batch, width); // (B, h, W)
        var rows = new Tensor[height];
        for (var row = 0; row < height; row++)
        {
            var states = nn.functional.conv1d(hidden, Weight("weight"), padding: description.Kernel / 2); // (B, 4h, W)
            (hidden, cell) = LstmGates.Apply(input.select(2, row) + states, cell);
            rows[row] = hidden;
        }
        return stack(rows, 2); // (B, h, H, W)
    }

    (Tensor Output, Tensor Input) IGatedScan.Forward(Tensor input, MaskedConvolutionModule inputToState, bool rectify, bool isShared)
    {
        if (UsesManagedKernels(input))
            return RowLstmFunction.Compute(
                input, Weight("weight"), Weight("initial_hidden"), Weight("initial_cell"), InputToState.Of(inputToState, rectify, input, isShared));
        var (gates, next) = inputToState.Forward(input, rectify, addend: null, isShared);
        return (Scan(gates), next);
    }

    Tensor Initial(string name, long batch, long width) =>
        Weight(name).view(1, -1, 1).expand(batch, description.Output.Channels, width);
}

/// <summary>The step face of <see cref="RowLstmScan"/>.</summary>
/// <remarks>Order of a gate's sum: the states above from left to right, each over its channels upwards, then the input-to-state gate.</remarks>
/// <typeparam name="T">The arithmetic.</typeparam>
sealed class RowLstmScanStep<T> : StepLayer<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly VectorKernels<T> _kernels;
    readonly FeatureMap<T> _gates;
    readonly FeatureMap<T> _output;
    readonly FeatureMap<T> _hidden; // of this row and of the one above
    readonly FeatureMap<T> _cell;
    readonly StateSums<T> _sums;
    readonly T[] _initialHidden;
    readonly T[] _initialCell;

    public RowLstmScanStep(RowLstmScan layer, StepContext<T> context)
    {
        (_gates, _output, _kernels) = (context.Inputs[0], context.Output, context.Kernels);
        _hidden = context.CreateMap(layer.Output, 2, layer.Kernel / 2); // beside the image states are zero
        _cell = context.CreateMap(layer.Output, 2);
        _sums = new StateSums<T>(context, layer.Gates, _hidden, layer.Kernel, layer.Kernel);
        (_initialHidden, _initialCell) = (context.Weights["initial_hidden"], context.Weights["initial_cell"]);
    }

    public override void Begin()
    {
        for (var column = 0; column < _output.Width; column++)
            for (var image = 0; image < _output.Batch; image++)
            {
                _initialHidden.CopyTo(_hidden.At(-1, column, image));
                _initialCell.CopyTo(_cell.At(-1, column, image));
            }
    }

    public override void BeginRow(int row) => _sums.BeginRow(row);

    public override void Step(int row, int column, int group)
    {
        if (group == 0) _sums.BeginPixel(row, column);
        var hidden = _hidden.Group(row, column, group);
        _kernels.LstmCell(
            _gates.Group(row, column, group), _sums.Group(row, column, group), _cell.Group(row - 1, column, group), _cell.Group(row, column, group), hidden);
        hidden.CopyTo(_output.Group(row, column, group));
    }
}
