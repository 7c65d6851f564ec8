using System.Numerics;
using Pixel.Contracts;
using Pixel.Kernels;
using Pixel.Layers;
using Pixel.Reference;
using TorchSharp;
using static TorchSharp.torch;

namespace Pixel.Checks.Gradients.Internal;

/// <summary>Checks one layer alone, on random inputs and a random cotangent.</summary>
/// <param name="node">The layer and its name.</param>
/// <param name="claim">The layer that it should be: the oracle computes this one.</param>
/// <param name="sources">The layers that give its inputs.</param>
/// <param name="image">The image.</param>
/// <param name="small">The smaller image of a conditional network.</param>
/// <param name="options">How to check.</param>
/// <param name="random">The random inputs.</param>
sealed class LayerRows(
    NodeDescription node, LayerDescription claim, IReadOnlyList<LayerDescription> sources, ImageShape image, ImageShape? small,
    GradientCheckOptions options, RandomValues random)
{
    readonly Tolerance _exact = Tolerance.Exact(options.IsSingle, options.Device != "cpu");

    /// <summary>Compares the layer's faces.</summary>
    /// <param name="tested">The map face, in the precision to check.</param>
    /// <param name="exact">The same in float64, with the same weights; it may be the same module.</param>
    public IReadOnlyList<GradientRow> Compare(LayerModule tested, LayerModule exact)
    {
        using var scope = NewDisposeScope();
        var type = options.IsSingle ? ScalarType.Float32 : ScalarType.Float64;
        Tensor[] inputs = [.. Inputs().Select(input => input.to_type(type).to(Target))];
        Tensor[] variables = [.. inputs.Select(input => input.detach().clone().requires_grad_())];
        tested.zero_grad();
        var context = Context();
        var output = tested.forward(Maps(variables), context(variables));
        var cotangent = random.Tensor(output.shape).to_type(type).to(Target);
        var weighted = (output * cotangent).sum();
        if (weighted.requires_grad) weighted.backward();

        var gradients = new List<Gradient>();
        Tensor[] exactInputs = [.. inputs.Select(input => input.to_type(ScalarType.Float64, copy: true))];
        foreach (var i in Enumerable.Range(0, inputs.Length))
            gradients.Add(new(inputs.Length == 1 ? "input" : $"input {i + 1}", exactInputs[i], Plain.Gradient(variables[i]), values => values.Inputs[i]));
        foreach (var (name, parameter) in tested.named_parameters())
            gradients.Add(new(name, exact.get_parameter(name)!, Plain.Gradient(parameter), values => values.Parameters[name]));

        var weights = tested.named_parameters().ToDictionary(entry => entry.name, entry => Plain.Weight(entry.parameter));
        WeightTensor[] plain = [.. inputs.Select(Plain.Weight)];
        var oracle = Oracle.Supports(claim) ? Oracle.Evaluate(claim, plain, weights, Labels(), Plain.Weight(cotangent)) : null;

        var rows = new List<GradientRow>();
        if (oracle is not null) rows.Add(Exact("output", output.shape, Plain.Values(output), oracle.Output, ComparedWith.Oracle));
        if (node.Layer.HasStepFace && (node.Inputs.Count > 0 || ReadsSmall))
            rows.Add(Exact(
                "step face", output.shape, options.IsSingle ? Step<float>(plain, weights) : Step<double>(plain, weights),
                oracle?.Output ?? Plain.Weight(output), oracle is null ? ComparedWith.MapFace : ComparedWith.Oracle));
        if (oracle is not null)
            foreach (var gradient in gradients)
                rows.Add(Exact(gradient.Name, gradient.Variable.shape, gradient.Values, gradient.Expected(oracle), ComparedWith.Oracle));
        var exactCotangent = cotangent.to_type(ScalarType.Float64);
        var differences = new CentralDifferences(() => Value(exact, Maps(exactInputs), context(exactInputs), exactCotangent), random, options.IsSingle, options.Device != "cpu");
        foreach (var gradient in gradients)
        {
            var (deviation, tolerance) = differences.Compare(gradient.Variable, gradient.Values, options.Elements, options.Directions);
            rows.Add(new GradientRow(
                node.Name, gradient.Name, gradient.Variable.shape, true, ComparedWith.Differences, deviation, tolerance.Relative));
        }
        return rows;
    }

    Device Target => Placement.Of(options.Device);

    double[] Step<T>(WeightTensor[] inputs, Dictionary<string, WeightTensor> weights)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> =>
        LayerStepFace<T>.Run(node.Layer, inputs, sources, weights, image, small, Labels());

    bool ReadsSmall => node.Layer.Condition == Condition.SmallImage;

    /// <summary>The classes of the images, for a layer that reads them.</summary>
    int[] Labels() => node.Layer.Condition == Condition.Label ? [.. Enumerable.Range(0, options.Images)] : [];

    /// <summary>What the layer is given as maps: all of its inputs but the smaller image.</summary>
    Tensor[] Maps(Tensor[] inputs) => ReadsSmall ? [] : inputs;

    /// <summary>What it is given as conditions.</summary>
    Func<Tensor[], ForwardContext> Context()
    {
        var labels = Labels() is { Length: > 0 } classes ? tensor(Array.ConvertAll(classes, label => (long)label)).to(Target) : null;
        return inputs => new ForwardContext { Conditions = new Conditions(ReadsSmall ? inputs[0] : null, labels) };
    }

    IEnumerable<Tensor> Inputs()
    {
        if (ReadsSmall) return [random.Levels(small!, options.Images)];
        if (sources.Count == 0) return [random.Levels(image, options.Images)];
        var stride = node.Layer.InputStride;
        return [.. sources.Select(source => random.Tensor(options.Images, source.Output.Channels, image.Height / stride, image.Width / stride))];
    }

    static double Value(LayerModule module, Tensor[] inputs, ForwardContext context, Tensor cotangent)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        return (module.forward(inputs, context) * cotangent).sum().ToDouble();
    }

    GradientRow Exact(string tensor, long[] shape, double[] actual, WeightTensor expected, ComparedWith against) => new(
        node.Name, tensor, shape, true, against, Deviation.Of(actual, expected.As<double>(), shape, _exact), _exact.Relative);

    /// <summary>A gradient of the map face, the variable that it is for, and where the oracle has it.</summary>
    sealed record Gradient(string Name, Tensor Variable, double[] Values, Func<LayerValues, WeightTensor> Expected);
}

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
    /// <param name="image">The image, which gives the sizes of the maps.</param>
    /// <param name="small">The smaller image of a conditional network.</param>
    /// <param name="labels">The classes of the images, for a layer that reads them.</param>
    /// <returns>(B, C', H, W).</returns>
    public static double[] Run(
        LayerDescription layer, IReadOnlyList<WeightTensor> inputs, IReadOnlyList<LayerDescription> sources,
        IReadOnlyDictionary<string, WeightTensor> weights, ImageShape image, ImageShape? small, int[] labels)
    {
        var batch = (int)inputs[0].Shape[0];
        var (height, width) = (image.Height / layer.Stride, image.Width / layer.Stride);
        var output = new FeatureMap<T>(height, width, layer.Output, batch, height);
        var readsSmall = layer.Condition == Condition.SmallImage;
        var maps = readsSmall ? [] : inputs.Zip(sources, (input, source) => new Input(input, source, layer, image)).ToArray();
        var step = layer.CreateStep(new StepContext<T>(
            [.. maps.Select(map => map.Known)], output, new StepConditions<T>(readsSmall ? Scaled(inputs[0], small!) : null, labels),
            weights.ToDictionary(weight => weight.Key, weight => weight.Value.As<T>()), VectorKernels<T>.Default));
        step.Begin();
        var readsImage = sources.Any(source => source is ImageInput);
        for (var row = 0; row < image.Height; row++)
        {
            foreach (var map in maps) map.BeginRow(row);
            if (row % layer.Stride == 0) step.BeginRow(row / layer.Stride);
            for (var column = 0; column < image.Width; column++)
                for (var group = 0; group < Math.Max(layer.Output.Groups, maps.Select(map => map.Known.Channels.Groups).DefaultIfEmpty(1).Max()); group++)
                {
                    // A sub-pixel of the image itself becomes known after the step that gave its distribution.
                    if (!readsImage) foreach (var map in maps) map.Learn(row, column, group);
                    if (layer.Timing == MapTiming.Pixel && group < layer.Output.Groups && row % layer.Stride == 0 && column % layer.Stride == 0)
                        step.Step(row / layer.Stride, column / layer.Stride, group);
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
        return ref map.Value(row, column, image, channel);
    }

    /// <summary>One input map, which holds only the rows that the layer says it reads, and of them what is known.</summary>
    sealed class Input
    {
        readonly T[] _values;
        readonly MapTiming _timing;
        readonly int _stride;

        public Input(WeightTensor values, LayerDescription source, LayerDescription reader, ImageShape image)
        {
            (_values, _timing, _stride) = (values.As<T>(), source.Timing, reader.InputStride);
            var (height, width) = (image.Height / _stride, image.Width / _stride);
            Known = new FeatureMap<T>(
                height, width, source.Output, (int)values.Shape[0], _timing == MapTiming.Image ? height : Math.Min(height, 1 + reader.RowReach), reader.ColumnReach);
            if (_timing != MapTiming.Image) return;
            for (var row = 0; row < height; row++) LearnRow(row);
        }

        public FeatureMap<T> Known { get; }

        /// <summary>Begins a row of the image: a map that is known a row at a time is known there, of another nothing is.</summary>
        public void BeginRow(int row)
        {
            if (row % _stride != 0 || _timing == MapTiming.Image) return;
            if (_timing == MapTiming.Row) LearnRow(row / _stride);
            else
                for (var column = 0; column < Known.Width; column++)
                    for (var image = 0; image < Known.Batch; image++) Known.At(row / _stride, column, image).Fill(Unknown);
        }

        /// <summary>Makes a colour group of a pixel of the image known.</summary>
        public void Learn(int row, int column, int group)
        {
            if (_timing == MapTiming.Pixel && group < Known.Channels.Groups && row % _stride == 0 && column % _stride == 0)
                Learn(row / _stride, column / _stride, Known.Channels.ChannelsOf(group));
        }

        void LearnRow(int row)
        {
            for (var column = 0; column < Known.Width; column++) Learn(row, column, Enumerable.Range(0, Known.Channels.Channels));
        }

        void Learn(int row, int column, IEnumerable<int> channels)
        {
            foreach (var channel in channels)
                for (var image = 0; image < Known.Batch; image++)
                    Known.Value(row, column, image, channel) =
                        _values[((image * Known.Channels.Channels + channel) * Known.Height + row) * Known.Width + column];
        }
    }
}
