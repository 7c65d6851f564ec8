using System.Numerics;
using Pixel.Contracts;
using Pixel.Layers;

namespace Pixel.Checks.Gradients.Internal;

/// <summary>Runs the step face of one layer over whole maps, each input known no sooner than in a network.</summary>
/// <typeparam name="T">The arithmetic.</typeparam>
static class LayerStepFace<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>What a cell holds before it is known: a layer that reads it is far off.</summary>
    static readonly T Unknown = T.CreateTruncating(1e6);

    /// <summary>Steps through the maps.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="inputs">The maps it reads, (B, C, H, W); for a layer that reads the smaller image, that image's levels.</param>
    /// <param name="sources">The layers that give them.</param>
    /// <param name="weights">The parameters by their names within the layer.</param>
    /// <param name="image">The image; the output has its height and width.</param>
    /// <param name="small">The smaller image of a conditional network.</param>
    /// <returns>(B, C', H, W).</returns>
    public static double[] Run(
        LayerDescription layer, IReadOnlyList<WeightTensor> inputs, IReadOnlyList<LayerDescription> sources,
        IReadOnlyDictionary<string, WeightTensor> weights, ImageShape image, ImageShape? small)
    {
        var batch = (int)inputs[0].Shape[0];
        var output = new FeatureMap<T>(image.Height, image.Width, layer.Output, batch, image.Height);
        var maps = layer.ReadsSmallImage ? [] : inputs.Zip(sources, (input, source) => new Input(input, source, layer.RowReach, image)).ToArray();
        var step = layer.CreateStep(new StepContext<T>(
            [.. maps.Select(map => map.Known)], output, layer.ReadsSmallImage ? Scaled(inputs[0], small!) : null,
            weights.ToDictionary(weight => weight.Key, weight => weight.Value.As<T>())));
        step.Begin();
        var readsImage = sources.Any(source => source is ImageInput);
        for (var row = 0; row < image.Height; row++)
        {
            foreach (var map in maps) map.Forget(row);
            step.BeginRow(row);
            for (var column = 0; column < image.Width; column++)
                for (var group = 0; group < layer.Output.Groups; group++)
                {
                    // A sub-pixel of the image itself becomes known after the step that gave its distribution.
                    if (!readsImage) foreach (var map in maps) map.Learn(row, column, group);
                    step.Step(row, column, group);
                    if (readsImage) foreach (var map in maps) map.Learn(row, column, group);
                }
        }
        return Values(output);
    }

    static FeatureMap<T> Scaled(WeightTensor levels, ImageShape small)
    {
        var map = new FeatureMap<T>(small.Height, small.Width, new ChannelGroups(small.Channels, 1), (int)levels.Shape[0], small.Height);
        var (input, values) = (new ImageInput(small), levels.As<double>());
        for (var i = 0; i < values.Length; i++) At(map, i) = T.CreateTruncating(input.Scale((int)values[i]));
        return map;
    }

    static double[] Values(FeatureMap<T> map)
    {
        var values = new double[map.Batch * map.Channels.Channels * map.Height * map.Width];
        for (var i = 0; i < values.Length; i++) values[i] = double.CreateTruncating(At(map, i));
        return values;
    }

    /// <summary>The element at a place of (B, C, H, W).</summary>
    static ref T At(FeatureMap<T> map, int place)
    {
        var (rest, column) = Math.DivRem(place, map.Width);
        (rest, var row) = Math.DivRem(rest, map.Height);
        var (image, channel) = Math.DivRem(rest, map.Channels.Channels);
        return ref map.At(row, column, image)[channel];
    }

    /// <summary>One input map, which holds only the rows that the layer says it reads, and of them what is known.</summary>
    sealed class Input
    {
        readonly T[] _values;
        readonly bool _isKnownAtOnce;

        public Input(WeightTensor values, LayerDescription source, int rowReach, ImageShape image)
        {
            (_values, _isKnownAtOnce) = (values.As<T>(), source.ReadsSmallImage);
            Known = new FeatureMap<T>(
                image.Height, image.Width, source.Output, (int)values.Shape[0], _isKnownAtOnce ? image.Height : 1 + rowReach);
            if (_isKnownAtOnce)
                for (var row = 0; row < image.Height; row++)
                    for (var column = 0; column < image.Width; column++) Learn(row, column, Enumerable.Range(0, source.Output.Channels));
        }

        public FeatureMap<T> Known { get; }

        /// <summary>Begins a row, of which nothing is known.</summary>
        public void Forget(int row)
        {
            if (_isKnownAtOnce) return;
            for (var column = 0; column < Known.Width; column++)
                for (var image = 0; image < Known.Batch; image++) Known.At(row, column, image).Fill(Unknown);
        }

        /// <summary>Makes a colour group known.</summary>
        public void Learn(int row, int column, int group)
        {
            if (!_isKnownAtOnce) Learn(row, column, Known.Channels.ChannelsOf(group));
        }

        void Learn(int row, int column, IEnumerable<int> channels)
        {
            foreach (var channel in channels)
                for (var image = 0; image < Known.Batch; image++)
                    Known.At(row, column, image)[channel] =
                        _values[((image * Known.Channels.Channels + channel) * Known.Height + row) * Known.Width + column];
        }
    }
}
