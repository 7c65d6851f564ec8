using System.Numerics;
using Pixel.Contracts;

namespace Pixel.Networks;

/// <summary>Which layers have their turn at a place: all at a pixel of the image's own grid, those of coarser maps where their pixel begins.</summary>
/// <typeparam name="T">The arithmetic.</typeparam>
sealed class StepSchedule<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly int _period;
    readonly Turn[][] _rows; // by the row in the period
    readonly Turn[][] _steps; // by the row and column in the period, and the colour group
    readonly int _groups;

    /// <summary>Makes the schedule.</summary>
    /// <param name="nodes">The network.</param>
    /// <param name="layers">The step faces of its layers.</param>
    public StepSchedule(IReadOnlyList<NodeDescription> nodes, IReadOnlyList<StepLayer<T>> layers)
    {
        _period = nodes.Aggregate(1, (period, node) => period / Divisor(period, node.Layer.Stride) * node.Layer.Stride);
        _groups = nodes[^1].Layer.Output.Groups;
        _rows = [.. Enumerable.Range(0, _period).Select(row => Turns(layer => row % layer.Stride == 0))];
        _steps = [.. from row in Enumerable.Range(0, _period)
                     from column in Enumerable.Range(0, _period)
                     from step in Enumerable.Range(0, _groups)
                     select Turns(layer => layer.Timing == MapTiming.Pixel && row % layer.Stride == 0 && column % layer.Stride == 0 && step < layer.Output.Groups)];

        Turn[] Turns(Func<LayerDescription, bool> has) =>
            [.. nodes.Zip(layers).Where(each => has(each.First.Layer)).Select(each => new Turn(each.Second, each.First.Layer.Stride))];
    }

    /// <summary>Begins a row of the image.</summary>
    /// <param name="row">The row.</param>
    public void BeginRow(int row)
    {
        foreach (var (layer, stride) in _rows[row % _period]) layer.BeginRow(stride == 1 ? row : row / stride);
    }

    /// <summary>Steps a colour group of a pixel of the image.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">The column.</param>
    /// <param name="group">A group of the network's output.</param>
    public void Step(int row, int column, int group)
    {
        foreach (var (layer, stride) in _steps[(row % _period * _period + column % _period) * _groups + group])
        {
            if (stride == 1) layer.Step(row, column, group); // a division takes as long as a small layer
            else layer.Step(row / stride, column / stride, group);
        }
    }

    static int Divisor(int a, int b) => b == 0 ? a : Divisor(b, a % b);

    readonly record struct Turn(StepLayer<T> Layer, int Stride);
}
