using Pixel.Contracts;

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

    /// <summary>The channels of each colour group, as a step face needs them.</summary>
    /// <param name="channels">The channels of a map.</param>
    /// <returns>For each group its channels, in ascending order.</returns>
    public static int[][] ChannelsByGroup(ChannelGroups channels) =>
        [.. Enumerable.Range(0, channels.Groups).Select(channels.ChannelsOf)];

    static string Text(IReadOnlyList<ChannelGroups> inputs) => inputs.Count == 0
        ? "no input"
        : string.Join(" and ", inputs.Select(input => $"{input.Channels} channels in {input.Groups}×{input.Repeats} groups"));
}
