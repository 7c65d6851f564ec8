using System.Numerics;
using Pixel.Contracts;
using Pixel.Kernels;

namespace Pixel.Layers;

/// <summary>The step face of <see cref="MaskedConvolution"/>: the open taps alone. What is known when a row begins is summed for the whole row at once.</summary>
/// <remarks>Order of a sum: the bias, then taps from the top row, left to right, then input channels group by group.</remarks>
/// <typeparam name="T">The arithmetic.</typeparam>
sealed class MaskedConvolutionStep<T> : TimedStep<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly MaskedConvolution _layer;
    readonly Taps _taps;
    readonly FeatureMap<T> _input;
    readonly FeatureMap<T>? _sums; // bias and the rows that are known beforehand; null where there are none, or the output takes them
    readonly PackedMatrix<T>[] _rows; // one a kernel row that is known beforehand, from the top
    readonly PackedMatrix<T>[] _beside; // one a group: the taps in the own row; empty where that is known beforehand
    readonly T[] _bias;

    public MaskedConvolutionStep(MaskedConvolution layer, StepContext<T> context) : base(context.Output, layer.Timing)
    {
        (_layer, _taps, _input) = (layer, layer.Taps, context.Inputs[0]);
        var (inputs, outputs) = (layer.Input.InGroupOrder(), layer.Channels.InGroupOrder());
        var area = _taps.Height * _taps.Width;
        var weight = !layer.WeightNorm ? context.Weights["weight"] : NormedWeight.Of(
            context.Weights["weight"], context.Weights["gain"],
            i => layer.IsSilent(i / area / inputs.Length, i / area % inputs.Length, i % area), i => i / area / inputs.Length);
        _bias = layer.HasBias ? [.. outputs.Select(channel => context.Weights["bias"][channel])] : new T[outputs.Length];
        var whole = _taps.RowsAbove + (_taps.OwnColumns > 0 && layer.From.Timing < MapTiming.Pixel ? 1 : 0);
        _rows = [.. Enumerable.Range(0, whole).Select(row =>
        {
            var columns = row < _taps.RowsAbove ? _taps.Width : _taps.OwnColumns;
            return new PackedMatrix<T>(columns * inputs.Length, outputs.Length, context.Kernels)
                .Pack((k, output) => Weight(outputs[output], k, row));
        })];
        _beside = whole > _taps.RowsAbove || _taps.OwnColumns == 0 ? [] : [.. Enumerable.Range(0, layer.Channels.Groups).Select(group =>
        {
            var channels = layer.Channels.ChannelsOf(group);
            var open = inputs.Count(input => layer.CentreConnects(channels[0], input));
            return new PackedMatrix<T>((_taps.OwnColumns - 1) * inputs.Length + open, channels.Length, context.Kernels)
                .Pack((k, output) => Weight(channels[output], k, _taps.RowsAbove));
        })];
        if (layer.To.Timing == MapTiming.Pixel && _rows.Length > 0) _sums = context.CreateMap(layer.Channels, 1);

        T Weight(int output, int k, int row)
        {
            var (column, input) = Math.DivRem(k, inputs.Length);
            var tap = row * _taps.Width + column;
            return layer.IsSilent(output, inputs[input], tap) ? T.Zero : weight[(output * inputs.Length + inputs[input]) * area + tap];
        }
    }

    public override void BeginRow(int row)
    {
        if (_sums is not null) ComputeRow(row, _sums);
        else base.BeginRow(row);
    }

    protected override void ComputeRow(int row) => ComputeRow(row, Output);

    void ComputeRow(int row, FeatureMap<T> target)
    {
        var first = row * _layer.Step - _taps.RowsAbove;
        for (var image = 0; image < Output.Batch; image++)
        {
            var sums = target.Columns(row, image);
            new Rows<T>(_bias, sums.Count, 0, sums.Size).CopyTo(sums);
            for (var i = Math.Max(0, -first); i < _rows.Length; i++)
            {
                var columns = i < _taps.RowsAbove ? _taps.Width : _taps.OwnColumns;
                _rows[i].MultiplyAdd(_input.Windows(first + i, image, _taps.ColumnsLeft, columns, _layer.Step), sums);
            }
        }
    }

    public override void Step(int row, int column, int group)
    {
        var output = Output.Group(row, column, group);
        if (_beside.Length == 0)
        {
            _sums!.Group(row, column, group).CopyTo(output);
            return;
        }
        var beside = _beside[group];
        var input = _input.Run(row * _layer.Step, column * _layer.Step - _taps.ColumnsLeft, beside.Inputs);
        if (_sums is not null) beside.Multiply(_sums.Group(row, column, group), input, output);
        else beside.Multiply(new Rows<T>(_bias.AsSpan(Output.Channels.OffsetOf(group)), output.Count, 0, output.Size), input, output);
    }
}
