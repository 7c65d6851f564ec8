using Pixel.Contracts;
using Pixel.Kernels;
using Pixel.Layers;
using Pixel.Layers.Conditioning;
using Pixel.Layers.Lstm;
using Pixel.Networks;
using Pixel.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace Pixel.Tests.Layers;

public sealed class LayerStepTests
{
    static readonly ChannelGroups Image = new(3, 3);
    static readonly ChannelGroups Rgb = new(5, 3);
    static readonly ChannelGroups Gray = new(2, 1);
    static readonly ChannelGroups Gates = new(20, 3, 4);
    static readonly Dictionary<string, (LayerDescription Layer, ChannelGroups[] Inputs)> Layers = new(FollowUpLayers.All)
    {
        ["7×7 A"] = (new MaskedConvolution(Image, Rgb, 7, 7, MaskType.A), [Image]),
        ["3×3 B"] = (new MaskedConvolution(Rgb, new ChannelGroups(17, 3), 3, 3, MaskType.B), [Rgb]),
        ["3×5 B of gates"] = (new MaskedConvolution(Gates, Rgb, 3, 5, MaskType.B), [Gates]),
        ["1×5 B to gates"] = (new MaskedConvolution(Rgb, Gates, 1, 5, MaskType.B), [Rgb]),
        ["1×1 A"] = (new MaskedConvolution(Rgb, Rgb, 1, 1, MaskType.A), [Rgb]),
        ["row scan of 3"] = (new RowLstmScan(Gates, 3), [Gates]),
        ["row scan of 5, gray"] = (new RowLstmScan(new(8, 1, 4), 5), [new(8, 1, 4)]),
        ["from left"] = (new DiagonalLstmScan(Gates, ScanDirection.LeftToRight), [Gates]),
        ["from right"] = (new DiagonalLstmScan(Gates, ScanDirection.RightToLeft), [Gates]),
        ["from right, gray"] = (new DiagonalLstmScan(new(8, 1, 4), ScanDirection.RightToLeft), [new(8, 1, 4)]),
        ["sum of 3"] = (new Sum(Gates, 3), [Gates, Gates, Gates]),
        ["ReLU"] = (new Rectifier(Gates), [Gates]),
        ["1×1 unmasked"] = (new MaskedConvolution(Gray, Gates, Taps.Point) { HasBias = false }, [Gray]),
        ["upsampling by 2"] = (new Upsampling(new(3, 2, 3, 2), new(3, 4, 6, 2), 4), []),
        ["upsampling by 6"] = (new Upsampling(new(1, 2, 1, 2), new(1, 12, 6, 2), 3), []),
    };

    public static TheoryData<string> Names => [.. Layers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Stepping_a_layer_through_a_map_gives_its_map(string name)
    {
        var (layer, inputs) = Layers[name];
        layer.Validate(inputs);
        using var module = RandomModule(layer);
        foreach (var (height, width) in layer is Upsampling up ? [(up.Small.Height, up.Small.Width)] : layer.Stride > layer.InputStride ? [(2, 2), (4, 6)] : new[] { (1, 1), (3, 5), (4, 2) })
            foreach (var batch in new[] { 1, 3, 16 })
                Compare(module, layer, inputs, height, width, batch, name);
    }

    static LayerModule RandomModule(LayerDescription layer)
    {
        var module = layer.CreateModule();
        module.to(ScalarType.Float64);
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        for (var i = 0; i < layer.Parameters.Count; i++)
        {
            var parameter = layer.Parameters[i];
            module.get_parameter(parameter.Name)!.copy_(tensor(Some.Numbers<double>(100 + (ulong)i, (int)parameter.Elements), [.. parameter.Shape]));
        }
        return module;
    }

    static void Compare(LayerModule module, LayerDescription layer, ChannelGroups[] inputs, int height, int width, int batch, string name)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var isSmall = layer.Condition == Condition.SmallImage;
        int[] labels = layer.Condition == Condition.Label ? [.. Enumerable.Range(0, batch).Select(image => image % 2)] : [];
        ChannelGroups[] read = layer is Upsampling up ? [new(up.Small.Channels, 1)] : inputs;
        Tensor[] tensors = [.. read.Select((groups, i) =>
            tensor(Some.Numbers<double>((ulong)i, batch * groups.Channels * height * width), [batch, groups.Channels, height, width]))];
        var conditions = new Conditions(isSmall ? tensors[0] : null, labels.Length == 0 ? null : tensor(Array.ConvertAll(labels, label => (long)label)));
        var expected = module.forward(isSmall ? [] : tensors, new ForwardContext { Conditions = conditions }); // (B, C, H, W)
        // The map face of the upsampling scales the levels (two of them) to [−1, 1] itself.
        FeatureMap<double>[] maps = [.. tensors.Zip(read, (values, groups) => Map(isSmall ? values * 2 - 1 : values, groups, layer.ColumnReach))];
        var (rows, columns) = ((int)expected.shape[2], (int)expected.shape[3]);
        var output = new FeatureMap<double>(rows, columns, layer.Output, batch, rows);
        var weights = layer.Parameters.ToDictionary(p => p.Name, p => NetworkWeights.ToWeight(module.get_parameter(p.Name)!).As<double>());
        var step = layer.CreateStep(new StepContext<double>(
            isSmall ? [] : maps, output, new StepConditions<double>(isSmall ? maps[0] : null, labels), weights, VectorKernels<double>.Default));
        step.Begin();
        for (var row = 0; row < rows; row++)
        {
            step.BeginRow(row);
            for (var column = 0; column < columns && layer.Timing == MapTiming.Pixel; column++)
                for (var group = 0; group < layer.Output.Groups; group++) step.Step(row, column, group);
        }
        var channels = layer.Output.Channels;
        var values = expected.data<double>().ToArray();
        for (var i = 0; i < values.Length; i++)
        {
            var (column, row, channel, image) = (i % columns, i / columns % rows, i / columns / rows % channels, i / columns / rows / channels);
            output.Value(row, column, image, channel).ShouldBe(values[i], 1e-12, $"{name}, {height}×{width}, {batch} images");
        }
    }

    static FeatureMap<double> Map(Tensor tensor, ChannelGroups groups, int margin)
    {
        var (batch, height, width) = ((int)tensor.shape[0], (int)tensor.shape[2], (int)tensor.shape[3]);
        var (map, values) = (new FeatureMap<double>(height, width, groups, batch, height, margin), tensor.data<double>().ToArray());
        for (var image = 0; image < batch; image++)
            for (var channel = 0; channel < groups.Channels; channel++)
                for (var row = 0; row < height; row++)
                    for (var column = 0; column < width; column++)
                        map.Value(row, column, image, channel) = values[((image * groups.Channels + channel) * height + row) * width + column];
        return map;
    }
}
