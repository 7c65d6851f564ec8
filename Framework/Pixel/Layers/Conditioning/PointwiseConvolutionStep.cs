using System.Numerics;
using Pixel.Contracts;
using Pixel.Kernels;

namespace Pixel.Layers.Conditioning;

/// <summary>The step face of <see cref="PointwiseConvolution"/>.</summary>
/// <typeparam name="T">The arithmetic.</typeparam>
sealed class PointwiseConvolutionStep<T> : StepLayer<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly FeatureMap<T> _input;
    readonly FeatureMap<T> _output;
    readonly int[][] _channels;
    readonly PackedWeights<T>[] _weights;
    readonly T[] _sum;

    public PointwiseConvolutionStep(PointwiseConvolution layer, StepContext<T> context)
    {
        (_input, _output) = (context.Inputs[0], context.Output);
        _channels = LayerInputs.ChannelsByGroup(layer.Channels);
        int[] inputs = [.. Enumerable.Range(0, layer.Input.Channels)];
        var weight = context.Weights["weight"];
        _weights = [.. _channels.Select(channels =>
            new PackedWeights<T>(inputs, channels, (output, input) => weight[output * inputs.Length + input]))];
        _sum = new T[_channels.Max(channels => channels.Length)];
    }

    public override void Step(int row, int column, int group)
    {
        var channels = _channels[group];
        var sum = _sum.AsSpan(0, channels.Length);
        for (var image = 0; image < _output.Batch; image++)
        {
            sum.Clear();
            _weights[group].AddTo(sum, _input.At(row, column, image));
            var output = _output.At(row, column, image);
            for (var i = 0; i < channels.Length; i++) output[channels[i]] = sum[i];
        }
    }
}
