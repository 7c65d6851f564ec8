using System.Numerics;
using Pixel.Contracts;
using Pixel.Kernels;

namespace Pixel.Layers;

/// <summary>The step face of <see cref="MaskedConvolution"/>: the open taps alone, from weights packed by colour group.</summary>
/// <remarks>Order of a sum: the bias, then taps from the top row, left to right, then input channels upwards.</remarks>
/// <typeparam name="T">The arithmetic.</typeparam>
sealed class MaskedConvolutionStep<T> : StepLayer<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly FeatureMap<T> _input;
    readonly FeatureMap<T> _output;
    readonly int[][] _channels;
    readonly T[][] _biases;
    readonly Tap[][] _taps;
    readonly T[] _sum;

    public MaskedConvolutionStep(MaskedConvolution layer, StepContext<T> context)
    {
        (_input, _output) = (context.Inputs[0], context.Output);
        _channels = LayerInputs.ChannelsByGroup(layer.Channels);
        _biases = [.. _channels.Select(channels => Array.ConvertAll(channels, channel => context.Weights["bias"][channel]))];
        _taps = [.. _channels.Select(channels => Pack(layer, channels, context.Weights["weight"]))];
        _sum = new T[_channels.Max(channels => channels.Length)];
    }

    public override void Step(int row, int column, int group)
    {
        var channels = _channels[group];
        var sum = _sum.AsSpan(0, channels.Length);
        for (var image = 0; image < _output.Batch; image++)
        {
            _biases[group].CopyTo(sum);
            foreach (var tap in _taps[group])
                if (_input.Contains(row + tap.Row, column + tap.Column)) // outside is zero padding
                    tap.Weights.AddTo(sum, _input.At(row + tap.Row, column + tap.Column, image));
            var output = _output.At(row, column, image);
            for (var i = 0; i < channels.Length; i++) output[channels[i]] = sum[i];
        }
    }

    static Tap[] Pack(MaskedConvolution layer, int[] channels, T[] weight)
    {
        var (height, width, inputs) = (layer.KernelHeight, layer.KernelWidth, layer.Input.Channels);
        var centre = height / 2 * width + width / 2;
        var taps = new Tap[centre + 1];
        for (var tap = 0; tap <= centre; tap++)
        {
            var at = tap;
            int[] open = [.. Enumerable.Range(0, inputs).Where(input => at < centre || layer.CentreConnects(channels[0], input))];
            taps[tap] = new Tap(
                tap / width - height / 2, tap % width - width / 2,
                new PackedWeights<T>(open, channels, (output, input) => weight[(output * inputs + input) * height * width + at]));
        }
        return taps;
    }

    /// <summary>One open tap: its offset and its weights.</summary>
    sealed record Tap(int Row, int Column, PackedWeights<T> Weights);
}
