using System.Numerics;
using Pixel.Contracts;

namespace Pixel.Layers.Lstm;

/// <summary>The step face of a right-to-left <see cref="DiagonalLstmScan"/>: a whole row at once, when the row above is complete.</summary>
/// <typeparam name="T">The arithmetic.</typeparam>
sealed class RightToLeftStep<T> : StepLayer<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly FeatureMap<T> _gates;
    readonly FeatureMap<T> _output;
    readonly FeatureMap<T> _hidden;
    readonly FeatureMap<T> _cell;
    readonly LstmCell<T> _lstm;
    readonly T[] _outside;

    public RightToLeftStep(DiagonalLstmScan layer, StepContext<T> context)
    {
        (_gates, _output) = (context.Inputs[0], context.Output);
        _hidden = new FeatureMap<T>(_output.Height, _output.Width, layer.Output, _output.Batch, 2);
        _cell = new FeatureMap<T>(_output.Height, _output.Width, layer.Output, _output.Batch, 1);
        _lstm = new LstmCell<T>(layer.Output, context.Weights["weight"], 2);
        _outside = new T[layer.Output.Channels];
    }

    public override void BeginRow(int row)
    {
        for (var column = _output.Width - 1; column >= 0; column--)
            for (var image = 0; image < _output.Batch; image++)
            {
                if (row > 0) Advance(row - 1, column, image);
                // The shift: row r of the output is row r − 1 of the scan, the first row is zero.
                if (row > 0) _hidden.At(row - 1, column, image).CopyTo(_output.At(row, column, image));
                else _output.At(row, column, image).Clear();
            }
    }

    public override void Step(int row, int column, int group)
    {
    }

    void Advance(int row, int column, int image)
    {
        var hidden = _hidden.At(row, column, image);
        var cell = _cell.At(row, column, image);
        var before = column + 1 < _output.Width ? _cell.At(row, column + 1, image) : _outside;
        for (var group = 0; group < _output.Channels.Groups; group++)
        {
            _lstm.Begin(group, _gates.At(row, column, image));
            if (row > 0) _lstm.Add(group, 0, _hidden.At(row - 1, column, image));
            if (column + 1 < _output.Width) _lstm.Add(group, 1, _hidden.At(row, column + 1, image));
            _lstm.End(group, before, cell, hidden);
        }
    }
}
