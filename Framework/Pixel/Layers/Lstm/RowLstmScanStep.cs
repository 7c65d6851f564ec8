using System.Numerics;
using Pixel.Contracts;

namespace Pixel.Layers.Lstm;

/// <summary>The step face of <see cref="RowLstmScan"/>: keeps the states of two rows.</summary>
/// <typeparam name="T">The arithmetic.</typeparam>
sealed class RowLstmScanStep<T> : StepLayer<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly FeatureMap<T> _gates;
    readonly FeatureMap<T> _output;
    readonly FeatureMap<T> _hidden;
    readonly FeatureMap<T> _cell;
    readonly LstmCell<T> _lstm;
    readonly T[] _initialHidden;
    readonly T[] _initialCell;
    readonly int _kernel;

    public RowLstmScanStep(RowLstmScan layer, StepContext<T> context)
    {
        (_gates, _output, _kernel) = (context.Inputs[0], context.Output, layer.Kernel);
        _hidden = new FeatureMap<T>(_output.Height, _output.Width, layer.Output, _output.Batch, 2);
        _cell = new FeatureMap<T>(_output.Height, _output.Width, layer.Output, _output.Batch, 2);
        _lstm = new LstmCell<T>(layer.Output, context.Weights["weight"], layer.Kernel);
        (_initialHidden, _initialCell) = (context.Weights["initial_hidden"], context.Weights["initial_cell"]);
    }

    public override void Step(int row, int column, int group)
    {
        for (var image = 0; image < _output.Batch; image++)
        {
            _lstm.Begin(group, _gates.At(row, column, image));
            for (var tap = 0; tap < _kernel; tap++)
            {
                var neighbour = column + tap - _kernel / 2;
                if ((uint)neighbour < (uint)_output.Width)
                    _lstm.Add(group, tap, row == 0 ? _initialHidden : _hidden.At(row - 1, neighbour, image));
            }
            var before = row == 0 ? _initialCell : _cell.At(row - 1, column, image);
            var hidden = _hidden.At(row, column, image);
            _lstm.End(group, before, _cell.At(row, column, image), hidden);
            hidden.CopyTo(_output.At(row, column, image));
        }
    }
}
