using System.Numerics;
using Pixel.Contracts;

namespace Pixel.Layers.Lstm;

/// <summary>The step face of a left-to-right <see cref="DiagonalLstmScan"/>: each cell when its pixel is stepped.</summary>
/// <typeparam name="T">The arithmetic.</typeparam>
sealed class LeftToRightStep<T> : StepLayer<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly FeatureMap<T> _gates;
    readonly FeatureMap<T> _output;
    readonly FeatureMap<T> _hidden;
    readonly FeatureMap<T> _cell;
    readonly LstmCell<T> _lstm;
    readonly T[] _outside;

    public LeftToRightStep(DiagonalLstmScan layer, StepContext<T> context)
    {
        (_gates, _output) = (context.Inputs[0], context.Output);
        _hidden = new FeatureMap<T>(_output.Height, _output.Width, layer.Output, _output.Batch, 2);
        _cell = new FeatureMap<T>(_output.Height, _output.Width, layer.Output, _output.Batch, 1);
        _lstm = new LstmCell<T>(layer.Output, context.Weights["weight"], 2);
        _outside = new T[layer.Output.Channels];
    }

    public override void Step(int row, int column, int group)
    {
        for (var image = 0; image < _output.Batch; image++)
        {
            _lstm.Begin(group, _gates.At(row, column, image));
            if (row > 0) _lstm.Add(group, 0, _hidden.At(row - 1, column, image));
            if (column > 0) _lstm.Add(group, 1, _hidden.At(row, column - 1, image));
            var before = column > 0 ? _cell.At(row, column - 1, image) : _outside;
            var hidden = _hidden.At(row, column, image);
            _lstm.End(group, before, _cell.At(row, column, image), hidden);
            hidden.CopyTo(_output.At(row, column, image));
        }
    }
}
