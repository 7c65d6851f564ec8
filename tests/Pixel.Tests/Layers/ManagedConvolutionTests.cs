using Pixel.Contracts;
using Pixel.Layers;
using Pixel.Tests.Support;
using static TorchSharp.torch;

namespace Pixel.Tests.Layers;

[Collection("native memory")]
public sealed class ManagedConvolutionTests
{
    public static readonly TheoryData<int, int, MaskType, int, int, int> Layers = new()
    {
        { 1, 1, MaskType.B, 3, 7, 18 }, { 1, 1, MaskType.A, 3, 7, 8 }, { 1, 3, MaskType.B, 3, 7, 16 }, { 3, 3, MaskType.B, 1, 17, 33 },
        { 7, 7, MaskType.A, 1, 1, 12 }, { 7, 7, MaskType.A, 3, 3, 12 }, { 3, 5, MaskType.B, 3, 6, 100 }, { 1, 1, MaskType.B, 1, 5, 1 },
    };

    // A kernel of seven rows reaches out of every one of these images.
    static readonly (int, int, int)[] Shapes = [(3, 5, 7), (1, 6, 4), (2, 1, 5), (2, 4, 1), (1, 1, 1)];

    [Theory]
    [MemberData(nameof(Layers))]
    public void The_managed_path_gives_the_output_and_all_gradients_of_the_torch_path(
        int height, int width, MaskType mask, int groups, int inputs, int outputs)
    {
        var layer = Create(height, width, mask, groups, inputs, outputs);
        foreach (var shape in Shapes)
        {
            BothPaths.ShouldAgree(layer, shape, ScalarType.Float64, 1e-12, layer.Input);
            BothPaths.ShouldAgree(layer, shape, ScalarType.Float32, 2e-6, layer.Input);
        }
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void The_bits_do_not_depend_on_the_number_of_threads(int height, int width, MaskType mask, int groups, int inputs, int outputs)
    {
        var layer = Create(height, width, mask, groups, inputs, outputs);
        BothPaths.ShouldNotDependOnThreads(layer, layer.Input);
    }

    [Fact]
    public void Forward_and_backward_leave_no_tensor_behind()
    {
        var layer = Create(3, 3, MaskType.B, 3, 6, 7);
        BothPaths.ShouldLeaveNoTensorBehind(layer, layer.Input);
    }

    static MaskedConvolution Create(int height, int width, MaskType mask, int groups, int inputs, int outputs) =>
        new(new ChannelGroups(inputs, groups), new ChannelGroups(outputs, groups), height, width, mask);
}
