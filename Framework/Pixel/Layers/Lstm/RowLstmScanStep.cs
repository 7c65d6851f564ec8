using System.Numerics;
using Pixel.Contracts;
using Pixel.Kernels;

namespace Pixel.Layers.Lstm;

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
