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
