using Pixel.Contracts;
using Pixel.Layers;
using Pixel.Layers.Conditioning;

namespace Pixel.Tests.Layers;

/// <summary>The layers of Gated PixelCNN, PixelCNN++ and class-conditional networks, and the channels that each reads.</summary>
static class FollowUpLayers
{
    static readonly ChannelGroups Rgb = new(5, 3);
    static readonly ChannelGroups Gray = new(2, 1);
    static readonly ChannelGroups Halves = new(6, 1, 2);
    static readonly ChannelGroups RgbHalves = new(38, 3, 2);

    public static IReadOnlyDictionary<string, (LayerDescription Layer, ChannelGroups[] Inputs)> All { get; } =
        new Dictionary<string, (LayerDescription Layer, ChannelGroups[] Inputs)>
        {
            ["2×3 above"] = (new MaskedConvolution(Rgb, Rows(Halves), Taps.Above(2, 3)), [Rgb]),
            ["2×3 down"] = (new MaskedConvolution(Rows(Gray), Rows(Halves), Taps.Down(2, 3)), [Gray]),
            ["3×5 down to pixels"] = (new MaskedConvolution(Rows(Gray), Rgb, Taps.Down(3, 5)), [Gray]),
            ["2×2 down right"] = (new MaskedConvolution(Gray, Halves, Taps.DownRight(2, 2)), [Gray]),
            ["2×1 left"] = (new MaskedConvolution(Rgb, Gray, Taps.Left(2, 1)), [Rgb]),
            ["1×1 of rows"] = (new MaskedConvolution(Rows(Gray), Rgb, Taps.Point), [Gray]),
            ["2×3 down, normed"] = (new MaskedConvolution(Rows(Gray), Rows(Halves), Taps.Down(2, 3)) { WeightNorm = true }, [Gray]),
            ["3×3 B, normed"] = (new MaskedConvolution(Rgb, new ChannelGroups(7, 3), Taps.Masked(3, 3, MaskType.B)) { WeightNorm = true }, [Rgb]),
            ["tanh gate"] = (new Gate(RgbHalves, Squash: true), [RgbHalves]),
            ["linear gate of rows"] = (new Gate(Rows(Halves), Squash: false), [Halves]),
            ["concat ELU"] = (new ConcatElu(Rgb), [Rgb]),
            ["concat ELU of rows"] = (new ConcatElu(Rows(Gray)), [Gray]),
            ["ELU"] = (new Elu(Rgb), [Rgb]),
            ["sum of rows"] = (new Sum(Rows(Gray), 2), [Gray, Gray]),
            ["class bias"] = (new ClassBias(Rgb, 2), [Rgb]),
            ["class bias of rows"] = (new ClassBias(Rows(Gray), 2), [Gray]),
            ["dropout"] = (new MapDropout(Rgb, 0.5), [Rgb]),
            ["2×3 doubling rows"] = (new TransposedConvolution(Rows(Gray, 2), Rows(Halves), 2, 3, 1), [Gray]),
            ["2×2 doubling, normed"] = (new TransposedConvolution(new(Gray, Stride: 2), Gray, 2, 2, 0) { WeightNorm = true }, [Gray]),
            ["2×3 tripling"] = (new TransposedConvolution(new(Gray, Stride: 3), Rgb, 2, 3, 0), [Gray]),
            ["2×3 down, halving"] = (new MaskedConvolution(Rows(Gray), Rows(Halves, 2), Taps.Down(2, 3)), [Gray]),
            ["2×2 down right, halving"] = (new MaskedConvolution(Gray, new MapDescription(Gray, Stride: 2), Taps.DownRight(2, 2)) { WeightNorm = true }, [Gray]),
        };

    static MapDescription Rows(ChannelGroups channels, int stride = 1) => new(channels, MapTiming.Row, stride);
}
