using Pixel.Contracts;
using Pixel.Kernels;
using Pixel.Layers;
using Pixel.Layers.Conditioning;
using Pixel.Layers.Lstm;
using Pixel.Tests.Support;
using static TorchSharp.torch;

namespace Pixel.Tests.Layers;

/// <summary>The map faces of the shared layers, called from outside of a network: a map that does not fit is refused, on both paths.</summary>
public sealed class LayerDoorTests
{
    static readonly ChannelGroups Features = new(6, 3);
    static readonly ChannelGroups Gates = new(24, 3, 4);
    static readonly Dictionary<string, (LayerDescription Layer, ChannelGroups Input)> Layers = new()
    {
        ["convolution"] = (new MaskedConvolution(Features, Features, 3, 3, MaskType.B), Features),
        ["row scan"] = (new RowLstmScan(Gates, 3), Gates),
        ["from left"] = (new DiagonalLstmScan(Gates, ScanDirection.LeftToRight), Gates),
        ["from right"] = (new DiagonalLstmScan(Gates, ScanDirection.RightToLeft), Gates),
        ["pointwise"] = (new MaskedConvolution(new ChannelGroups(4, 1), Features, Taps.Point) { HasBias = false }, new(4, 1)),
        ["sum"] = (new Sum(Features, 2), Features),
        ["ReLU"] = (new Rectifier(Features), Features),
    };

    public static TheoryData<string> Names => [.. Layers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_map_that_does_not_fit_is_refused(string name)
    {
        var (layer, input) = Layers[name];
        var (what, channels) = ($"A {layer.Kind} ({layer.Details})", input.Channels);
        using var module = layer.CreateModule();
        using var scope = NewDisposeScope();
        foreach (var path in Enum.GetValues<KernelPath>())
            foreach (var gradients in new[] { true, false })
            {
                using var _ = set_grad_enabled(gradients);
                module.Kernels = path;
                Forward(zeros(2, channels, 4, 5)).shape[0].ShouldBe(2);
                Problem(zeros(2, channels + 1, 4, 5)).ShouldBe($"{what} takes a map (B, {channels}, H, W), but is given (2, {channels + 1}, 4, 5). (Parameter 'map')");
                Problem(zeros(channels, 4, 5)).ShouldBe($"{what} takes a map (B, {channels}, H, W), but is given ({channels}, 4, 5). (Parameter 'map')");
                foreach (var type in new[] { ScalarType.Byte, ScalarType.Bool, ScalarType.Int64 })
                    Problem(zeros([2, channels, 4, 5], type)).ShouldStartWith($"{what} is given a map of the type {type}, but computes in ");
                if (layer.Parameters.Count == 0) continue;
                foreach (var type in new[] { ScalarType.Float64, ScalarType.Float16, ScalarType.BFloat16 })
                    Problem(zeros([2, channels, 4, 5], type)).ShouldBe($"{what} is given a map of the type {type}, but computes in Float32; convert the map by to_type. (Parameter 'map')");
                Problem(zeros([2, channels, 4, 5], device: META)).ShouldBe($"{what} is given a map on meta, but lies on cpu itself; move the map there. (Parameter 'map')");
            }

        Tensor Forward(Tensor map) => module.forward(layer is Sum ? [map, map] : [map]);

        string Problem(Tensor map) => Should.Throw<ArgumentException>(() => Forward(map)).Message;
    }

    [Fact]
    public void Terms_of_unlike_shapes_or_types_are_not_summed()
    {
        using var module = new Sum(Features, 2).CreateModule();
        using var scope = NewDisposeScope();
        using var _ = no_grad(); // the managed path
        Should.Throw<ArgumentException>(() => module.forward([zeros(2, 6, 4, 5), zeros(2, 6, 4, 6)])).Message
            .ShouldBe("A sum takes terms of one shape, but is given (2, 6, 4, 5) and (2, 6, 4, 6). (Parameter 'inputs')");
        Should.Throw<ArgumentException>(() => module.forward([zeros(2, 6, 4, 5), zeros([2, 6, 4, 5], ScalarType.Float64)])).Message
            .ShouldBe("A sum (2 × 6) is given a map of the type Float64, but computes in Float32; convert the map by to_type. (Parameter 'map')");
        Should.Throw<ArgumentException>(() => module.forward([zeros(2, 6, 4, 5)])).Message
            .ShouldBe("A sum of 2 terms is given 1. (Parameter 'inputs')");
    }

    [Fact]
    public void A_layer_of_one_input_takes_no_other_number()
    {
        using var module = new Rectifier(Features).CreateModule();
        using var scope = NewDisposeScope();
        Should.Throw<ArgumentException>(() => module.forward([])).Message.ShouldBe("The layer takes one input, but is given 0. (Parameter 'inputs')");
        Should.Throw<ArgumentException>(() => module.forward([ones(1, 6, 1, 1), ones(1, 6, 1, 1)])).Message
            .ShouldBe("The layer takes one input, but is given 2. (Parameter 'inputs')");
    }

    [Theory]
    [InlineData(ScalarType.Bool)]
    [InlineData(ScalarType.Byte)]
    [InlineData(ScalarType.Int8)]
    [InlineData(ScalarType.Int64)]
    [InlineData(ScalarType.Float16)]
    [InlineData(ScalarType.BFloat16)]
    [InlineData(ScalarType.Float64)]
    public void Layers_that_read_levels_take_them_in_every_type(ScalarType type)
    {
        var image = new ImageShape(1, 2, 3, 2);
        using var input = new ImageInput(image).CreateModule();
        using var upsampling = new Upsampling(image, new ImageShape(1, 4, 6, 2), 3).CreateModule();
        using var scope = NewDisposeScope();
        using (no_grad())
            foreach (var parameter in upsampling.parameters()) parameter.fill_(0.25);
        var levels = tensor(new float[] { 0, 1, 1, 0, 0, 1 }, [1, 1, 2, 3]);
        Values(input.forward([levels.to_type(type)])).ShouldBe([-1, 1, 1, -1, -1, 1]);
        Values(upsampling.forward([], Some.Given(levels.to_type(type)))).ShouldBe(Values(upsampling.forward([], Some.Given(levels))));
        const string unfit = "The levels have the shape (1, 1, 3, 3); images of 1×2×3, 2 levels are given as (B, 1, 2, 3).";
        Should.Throw<ArgumentException>(() => input.forward([zeros(1, 1, 3, 3)])).Message.ShouldBe($"{unfit} (Parameter 'input')");
        Should.Throw<ArgumentException>(() => upsampling.forward([], Some.Given(zeros(1, 1, 3, 3)))).Message.ShouldBe($"{unfit} (Parameter 'context')");
        Should.Throw<ArgumentException>(() => upsampling.forward()).Message.ShouldBe("Upsampling needs the smaller image. (Parameter 'context')");
    }

    static double[] Values(Tensor tensor) => tensor.detach().to_type(ScalarType.Float64).data<double>().ToArray();
}
