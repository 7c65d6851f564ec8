using System.Numerics;
using Pixel.Contracts;
using Pixel.Layers;

namespace DecayNet;

/// <summary>The step face: two numbers to remember a channel, that of the pixel to the left and that of the pixel above.</summary>
sealed class DecayStep<T>(StepContext<T> context) : StepLayer<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly T[] _a = Array.ConvertAll(context.Weights["along"], Sigmoid);
    readonly T[] _b = Array.ConvertAll(context.Weights["down"], Sigmoid);
    readonly int[][] _channels = LayerInputs.ChannelsByGroup(context.Output.Channels);
    readonly FeatureMap<T> _along = Remember(context.Output, rows: 1);
    readonly FeatureMap<T> _down = Remember(context.Output, rows: 2);

    public override void Step(int row, int column, int group)
    {
        for (var image = 0; image < context.Output.Batch; image++)
            foreach (var c in _channels[group])
            {
                var (left, above) = (column > 0 ? _along.At(row, column - 1, image)[c] : T.Zero, row > 0 ? _down.At(row - 1, column, image)[c] : T.Zero);
                var along = _a[c] * left + (T.One - _a[c]) * context.Inputs[0].At(row, column, image)[c];
                _along.At(row, column, image)[c] = along;
                context.Output.At(row, column, image)[c] = _down.At(row, column, image)[c] = _b[c] * above + (T.One - _b[c]) * along;
            }
    }

    static T Sigmoid(T x) => T.One / (T.One + T.Exp(-x));

    static FeatureMap<T> Remember(FeatureMap<T> map, int rows) => new(map.Height, map.Width, map.Channels, map.Batch, rows);
}
