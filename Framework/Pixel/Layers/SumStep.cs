using System.Numerics;
using Pixel.Contracts;

namespace Pixel.Layers;

/// <summary>The step face of <see cref="Sum"/>: the terms added in order.</summary>
/// <typeparam name="T">The arithmetic.</typeparam>
sealed class SumStep<T>(StepContext<T> context) : StepLayer<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly FeatureMap<T>[] _inputs = [.. context.Inputs];
    readonly FeatureMap<T> _output = context.Output;
    readonly int[][] _channels = LayerInputs.ChannelsByGroup(context.Output.Channels);

    public override void Step(int row, int column, int group)
    {
        for (var image = 0; image < _output.Batch; image++)
        {
            var output = _output.At(row, column, image);
            var first = _inputs[0].At(row, column, image);
            foreach (var channel in _channels[group]) output[channel] = first[channel];
            foreach (var term in _inputs.AsSpan(1))
            {
                var input = term.At(row, column, image);
                foreach (var channel in _channels[group]) output[channel] += input[channel];
            }
        }
    }
}
