using System.Numerics;
using Pixel.Contracts;

namespace Pixel.Layers;

/// <summary>The step face of <see cref="Rectifier"/>.</summary>
/// <typeparam name="T">The arithmetic.</typeparam>
sealed class RectifierStep<T>(StepContext<T> context) : StepLayer<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly FeatureMap<T> _input = context.Inputs[0];
    readonly FeatureMap<T> _output = context.Output;
    readonly int[][] _channels = LayerInputs.ChannelsByGroup(context.Output.Channels);

    public override void Step(int row, int column, int group)
    {
        for (var image = 0; image < _output.Batch; image++)
        {
            var input = _input.At(row, column, image);
            var output = _output.At(row, column, image);
            foreach (var channel in _channels[group]) output[channel] = T.Max(input[channel], T.Zero);
        }
    }
}
