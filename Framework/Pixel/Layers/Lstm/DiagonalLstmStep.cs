using System.Numerics;
using Pixel.Contracts;
using Pixel.Kernels;

namespace Pixel.Layers.Lstm;

/// <summary>What both directions of a <see cref="DiagonalLstmScan"/> do in the step face; they differ in when.</summary>
/// <remarks>Order of a gate's sum: the state above over its channels upwards, then the one beside, then the input-to-state gate.</remarks>
/// <typeparam name="T">The arithmetic.</typeparam>
abstract class DiagonalLstmStep<T> : StepLayer<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly VectorKernels<T> _kernels;
    readonly FeatureMap<T> _gates;
    readonly FeatureMap<T> _sums; // state-to-state
    readonly FeatureMap<T> _cell;
    readonly PackedMatrix<T> _above;
    readonly PackedMatrix<T> _beside;

    protected DiagonalLstmStep(DiagonalLstmScan layer, StepContext<T> context)
    {
        (_gates, Output, _kernels) = (context.Inputs[0], context.Output, context.Kernels);
        Hidden = context.CreateMap(layer.Output, 2, margin: 1); // outside the image states are zero
        _cell = context.CreateMap(layer.Output, 1, margin: 1);
        _sums = context.CreateMap(layer.Gates, 1);
        _above = StateWeights.Pack(layer.Gates, context.Weights["weight"], 2, 0, 1, context.Kernels);
        _beside = StateWeights.Pack(layer.Gates, context.Weights["weight"], 2, 1, 1, context.Kernels);
    }

    protected FeatureMap<T> Output { get; }

    /// <summary>The hidden states of this row and of the one above.</summary>
    protected FeatureMap<T> Hidden { get; }

    /// <summary>Starts a row of the scan with the states above, for all columns at once.</summary>
    protected void AddAbove(int row)
    {
        for (var image = 0; image < Output.Batch; image++)
            if (row == 0) _sums.Columns(row, image).Clear();
            else _above.Multiply(Hidden.Columns(row - 1, image), _sums.Columns(row, image));
    }

    /// <summary>Adds the states beside, for all groups at once.</summary>
    protected void AddBeside(int row, int column, int beside) => _beside.MultiplyAdd(Hidden.Pixel(row, beside), _sums.Pixel(row, column));

    /// <summary>Computes both states of a colour group.</summary>
    protected void Advance(int row, int column, int beside, int group) => _kernels.LstmCell(
        _gates.Group(row, column, group), _sums.Group(row, column, group), _cell.Group(row, beside, group),
        _cell.Group(row, column, group), Hidden.Group(row, column, group));
}
