using Pixel.Contracts;
using Pixel.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace Pixel.Tests.Layers;

public sealed class MaskedConvolutionTests
{
    // Row: output colour, column: input colour (paper, figure 2 right).
    [Theory]
    [InlineData(MaskType.A, 1, new[] { 0, 0, 0, 1, 0, 0, 1, 1, 0 })]
    [InlineData(MaskType.A, 7, new[] { 0, 0, 0, 1, 0, 0, 1, 1, 0 })]
    [InlineData(MaskType.B, 1, new[] { 1, 0, 0, 1, 1, 0, 1, 1, 1 })]
    [InlineData(MaskType.B, 3, new[] { 1, 0, 0, 1, 1, 0, 1, 1, 1 })]
    public void The_colours_of_a_pixel_connect_as_the_paper_says(MaskType mask, int kernel, int[] expected)
    {
        var layer = new MaskedConvolution(new ChannelGroups(7, 3), new ChannelGroups(8, 3), kernel, kernel, mask);
        using var scope = NewDisposeScope();
        var weight = Reached(layer, kernel);
        var centre = kernel / 2;
        var colours = new int[9];
        for (var output = 0; output < 8; output++)
            for (var input = 0; input < 7; input++)
            {
                var connected = weight[output, input, centre, centre] ? 1 : 0;
                var place = layer.Channels.GroupOf(output) * 3 + layer.Input.GroupOf(input);
                connected.ShouldBe(expected[place]);
                colours[place] = connected;
            }
        colours.ShouldBe(expected);
    }

    [Fact]
    public void All_taps_above_and_to_the_left_are_open_and_all_others_shut()
    {
        var layer = new MaskedConvolution(new ChannelGroups(3, 3), new ChannelGroups(3, 3), 3, 5, MaskType.B);
        using var scope = NewDisposeScope();
        var reached = Reached(layer, 5, height: 3);
        for (var row = 0; row < 3; row++)
            for (var column = 0; column < 5; column++)
                if ((row, column) != (1, 2))
                    for (var channel = 0; channel < 9; channel++)
                        reached[channel / 3, channel % 3, row, column].ShouldBe(row < 1 || (row == 1 && column < 2), $"({row}, {column})");
    }

    [Fact]
    public void Parameters_are_counted_with_and_without_the_silent_taps()
    {
        var weight = new MaskedConvolution(new ChannelGroups(3, 3), new ChannelGroups(6, 3), 3, 3, MaskType.B).Parameters[0];
        weight.Elements.ShouldBe(6 * 3 * 9);
        weight.Effective.ShouldBe(4 * 18 + 12); // four open taps; of the centre's 3 × 3 colour pairs six, of two channels each
    }

    [Theory]
    [InlineData(2, 3)]
    [InlineData(3, 4)]
    public void A_kernel_of_even_size_is_refused(int height, int width)
    {
        var channels = new ChannelGroups(3, 1);
        Should.Throw<ModelException>(() => new MaskedConvolution(channels, channels, height, width, MaskType.B).Validate([channels]))
            .Message.ShouldBe($"A masked convolution's kernel is {height}×{width}; both sizes must be odd.");
    }

    [Fact]
    public void The_mask_moves_with_the_module_and_is_not_saved()
    {
        var channels = new ChannelGroups(3, 3);
        using var module = new MaskedConvolution(channels, channels, 3, 3, MaskType.A).CreateModule();
        module.named_parameters().Select(entry => entry.name).ShouldBe(["weight", "bias"]); // what is saved
        module.named_buffers().Select(entry => entry.name).ShouldBe(["_mask"]);
        module.to(ScalarType.Float64);
        using var scope = NewDisposeScope();
        module.forward([ones([1, 3, 2, 2], ScalarType.Float64)]).dtype.ShouldBe(ScalarType.Float64);
    }

    /// <summary>Which weights have any effect, (out, in, kh, kw): found by the gradient, not by reading the mask.</summary>
    static bool[,,,] Reached(MaskedConvolution layer, int width, int? height = null)
    {
        using var module = layer.CreateModule();
        module.to(ScalarType.Float64);
        var rows = height ?? width;
        module.forward([ones([1, layer.Input.Channels, rows, width], ScalarType.Float64)]).select(3, width / 2).select(2, rows / 2).sum().backward();
        var gradient = module.get_parameter("weight")!.grad!;
        var reached = new bool[layer.Channels.Channels, layer.Input.Channels, layer.Taps.Height, layer.Taps.Width];
        var values = gradient.data<double>().ToArray();
        Buffer.BlockCopy(Array.ConvertAll(values, value => value != 0), 0, reached, 0, values.Length);
        return reached;
    }
}
