using System.Numerics;
using Pixel.Contracts;
using Pixel.Layers;

namespace MyArch;

/// <summary>The step face: one colour group of one pixel at a time on plain memory, for sampling. It gives the same numbers.</summary>
sealed class MyArchLayerStep<T>(StepContext<T> context) : StepLayer<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly FeatureMap<T> _input = context.Inputs[0];
    readonly FeatureMap<T> _output = context.Output;
    readonly T[] _gain = context.Weights["gain"];
    readonly int[][] _channels = LayerInputs.ChannelsByGroup(context.Output.Channels);

    public override void Step(int row, int column, int group)
    {
        for (var image = 0; image < _output.Batch; image++)
            foreach (var channel in _channels[group])
            {
                var above = row > 0 ? _input.At(row - 1, column, image)[channel] : T.Zero;
                _output.At(row, column, image)[channel] = _input.At(row, column, image)[channel] + _gain[channel] * above;
            }
    }
}
