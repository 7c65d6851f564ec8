using Pixel.Contracts;
using static TorchSharp.torch;

namespace Pixel.Layers;

/// <summary>What the shared layers have in common: checks of their inputs and tables of channels.</summary>
public static class LayerInputs
{
    /// <summary>Throws unless the inputs are just the expected ones.</summary>
    /// <param name="layer">The layer that is given them.</param>
    /// <param name="inputs">The channels of each input.</param>
    /// <param name="expected">What the layer takes.</param>
    /// <exception cref="ModelException">They are others; the message tells both.</exception>
    public static void Require(LayerDescription layer, IReadOnlyList<ChannelGroups> inputs, IReadOnlyList<ChannelGroups> expected)
    {
        if (inputs.SequenceEqual(expected)) return;
        throw new ModelException($"A {layer.Kind} ({layer.Details}) takes {Text(expected)}, but is given {Text(inputs)}.");
    }

    /// <summary>A feature map that a layer is given from outside of a network, once it is known to fit.</summary>
    /// <param name="layer">The layer that is given it.</param>
    /// <param name="map">(B, C, H, W).</param>
    /// <param name="channels">The channels that the layer takes.</param>
    /// <param name="weight">A parameter of the layer, whose type and device the map must have; null where there is none.</param>
    /// <exception cref="ArgumentException">It has another shape or type, or lies elsewhere.</exception>
    internal static Tensor Checked(LayerDescription layer, Tensor map, ChannelGroups channels, Tensor? weight = null)
    {
        ArgumentNullException.ThrowIfNull(map);
        if (map.shape is not [_, var given, _, _] || given != channels.Channels)
            throw new ArgumentException($"A {layer.Kind} ({layer.Details}) takes a map (B, {channels.Channels}, H, W), but is given ({string.Join(", ", map.shape)}).", nameof(map));
        if (weight is null ? !map.is_floating_point() : map.dtype != weight.dtype)
            throw new ArgumentException(
                $"A {layer.Kind} ({layer.Details}) is given a map of the type {map.dtype}, but computes in {weight?.dtype.ToString() ?? "a floating type"}; convert the map by to_type.", nameof(map));
        if (weight is not null && (map.device.type, map.device.index) != (weight.device.type, weight.device.index))
            throw new ArgumentException($"A {layer.Kind} ({layer.Details}) is given a map on {map.device}, but lies on {weight.device} itself; move the map there.", nameof(map));
        return map;
    }

    /// <summary>The channels of each colour group, as a step face needs them.</summary>
    /// <param name="channels">The channels of a map.</param>
    /// <returns>For each group its channels, in ascending order.</returns>
    public static int[][] ChannelsByGroup(ChannelGroups channels) =>
        [.. Enumerable.Range(0, channels.Groups).Select(channels.ChannelsOf)];

    static string Text(IReadOnlyList<ChannelGroups> inputs) => inputs.Count == 0
        ? "no input"
        : string.Join(" and ", inputs.Select(input => $"{Counted.Of(input.Channels, "channel")} in {(input.Repeats == 1 ? "" : $"{input.Repeats} × ")}{Counted.Of(input.Groups, "group")}"));
}
