using System.Numerics;
using Pixel.Contracts;
using Pixel.Kernels;

namespace Pixel.Layers;

/// <summary>The step face of <see cref="MaskedConvolution"/>: the open taps alone. Those of rows above are summed for a whole row at once.</summary>
/// <remarks>Order of a sum: the bias, then taps from the top row, left to right, then input channels group by group.</remarks>
/// <typeparam name="T">The arithmetic.</typeparam>
sealed class MaskedConvolutionStep<T> : StepLayer<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly FeatureMap<T> _input;
    readonly FeatureMap<T> _output;
    readonly FeatureMap<T>? _sums; // bias and rows above; null for kernels of one row
    readonly PackedMatrix<T>[] _above; // one a kernel row, from the top
    readonly PackedMatrix<T>[] _beside; // one a group: the taps to the left, then the channels that the centre connects
    readonly T[] _bias;
    readonly int _reach;

    public MaskedConvolutionStep(MaskedConvolution layer, StepContext<T> context)
    {
        (_input, _output, _reach) = (context.Inputs[0], context.Output, layer.ColumnReach);
        var (weight, inputs, outputs) = (context.Weights["weight"], layer.Input.InGroupOrder(), layer.Channels.InGroupOrder());
        _bias = [.. outputs.Select(channel => context.Weights["bias"][channel])];
        _above = [.. Enumerable.Range(0, layer.RowReach).Select(row =>
            new PackedMatrix<T>(layer.KernelWidth * inputs.Length, outputs.Length, context.Kernels).Pack((k, output) => Weight(outputs[output], k, row)))];
        _beside = [.. Enumerable.Range(0, layer.Channels.Groups).Select(group =>
        {
            var channels = layer.Channels.ChannelsOf(group);
            var open = inputs.Count(input => layer.CentreConnects(channels[0], input));
            return new PackedMatrix<T>(_reach * inputs.Length + open, channels.Length, context.Kernels)
                .Pack((k, output) => Weight(channels[output], k, layer.RowReach));
        })];
        if (_above.Length > 0) _sums = context.CreateMap(layer.Channels, 1);

        T Weight(int output, int k, int row)
        {
            var (column, input) = Math.DivRem(k, inputs.Length);
            return weight[((output * inputs.Length + inputs[input]) * layer.KernelHeight + row) * layer.KernelWidth + column];
        }
    }

    public override void BeginRow(int row)
    {
        if (_sums is null) return;
        for (var image = 0; image < _output.Batch; image++)
        {
            var sums = _sums.Columns(row, image);
            new Rows<T>(_bias, sums.Count, 0, sums.Size).CopyTo(sums);
            for (var i = Math.Max(0, _above.Length - row); i < _above.Length; i++)
                _above[i].MultiplyAdd(_input.Windows(row - _above.Length + i, image, _reach), sums);
        }
    }

    public override void Step(int row, int column, int group)
    {
        var beside = _beside[group];
        var output = _output.Group(row, column, group);
        var input = _input.Run(row, column - _reach, beside.Inputs);
        if (_sums is not null) beside.Multiply(_sums.Group(row, column, group), input, output);
        else beside.Multiply(new Rows<T>(_bias.AsSpan(_output.Channels.OffsetOf(group)), output.Count, 0, output.Size), input, output);
    }
}
