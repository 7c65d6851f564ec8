using Pixel.Checks.Models;
using Pixel.Contracts;
using Pixel.Layers;
using Pixel.Layers.Lstm;

namespace Pixel.Tests.Layers;

public sealed class LayerReadsTests
{
    static readonly ChannelGroups Rgb = new(5, 3);
    static readonly ChannelGroups Gray = new(2, 1);
    static readonly Dictionary<string, (LayerDescription Layer, ChannelGroups[] Inputs)> Layers = new(FollowUpLayers.All)
    {
        ["7×7 A"] = (new MaskedConvolution(new ChannelGroups(3, 3), Rgb, 7, 7, MaskType.A), [new(3, 3)]),
        ["3×3 B"] = (new MaskedConvolution(Rgb, new ChannelGroups(7, 3), 3, 3, MaskType.B), [Rgb]),
        ["1×5 B to gates"] = (new MaskedConvolution(Rgb, new ChannelGroups(12, 3, 4), 1, 5, MaskType.B), [Rgb]),
        ["1×1 B gray"] = (new MaskedConvolution(Gray, new ChannelGroups(3, 1), 1, 1, MaskType.B), [Gray]),
        ["row scan of 3"] = (new RowLstmScan(new(12, 3, 4), 3), [new(12, 3, 4)]),
        ["row scan of 5, gray"] = (new RowLstmScan(new(8, 1, 4), 5), [new(8, 1, 4)]),
        ["from left"] = (new DiagonalLstmScan(new(12, 3, 4), ScanDirection.LeftToRight), [new(12, 3, 4)]),
        ["from right"] = (new DiagonalLstmScan(new(12, 3, 4), ScanDirection.RightToLeft), [new(12, 3, 4)]),
        ["from right, gray"] = (new DiagonalLstmScan(new(8, 1, 4), ScanDirection.RightToLeft), [new(8, 1, 4)]),
        ["sum of 3"] = (new Sum(Rgb, 3), [Rgb, Rgb, Rgb]),
        ["1×1 unmasked"] = (new MaskedConvolution(Gray, Rgb, Taps.Point) { HasBias = false }, [Gray]),
    };

    public static TheoryData<string> Names => [.. Layers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Mistake_07_a_view_in_place_of_a_permutation_scrambles_maps_that_are_not_square(string name)
    {
        var (layer, inputs) = Layers[name];
        using var probe = new LayerProbe(layer, inputs);
        foreach (var (height, width) in layer.InputStride > layer.Stride ? [(6, 12), (12, 6)] : new[] { (3, 5), (4, 2) })
            for (var row = 0; row < height; row++)
                for (var column = 0; column < width; column++)
                    for (var group = 0; group < layer.Output.Groups; group++)
                    {
                        var cell = new Cell(row, column, group);
                        probe.Reached(cell, height, width).ShouldBe(probe.Declared(cell, height, width), ignoreOrder: true, $"{name}, {cell}");
                    }
    }
}
