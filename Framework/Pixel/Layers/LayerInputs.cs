using Pixel.Contracts;

namespace Pixel.Layers;

/// <summary>What the shared layers have in common: checks of their inputs and tables of channels.</summary>
static class LayerInputs
{
    /// <summary>Throws unless the inputs are just the expected ones.</summary>
    public static void Require(LayerDescription layer, IReadOnlyList<ChannelGroups> inputs, IReadOnlyList<ChannelGroups> expected)
    {
        if (inputs.SequenceEqual(expected)) return;
        throw new ModelException($"A {layer.Kind} ({layer.Details}) takes {Text(expected)}, but is given {Text(inputs)}.");
    }

    /// <summary>The channels of each colour group.</summary>
    public static int[][] ChannelsByGroup(ChannelGroups channels) =>
        [.. Enumerable.Range(0, channels.Groups).Select(channels.ChannelsOf)];

    static string Text(IReadOnlyList<ChannelGroups> inputs) => inputs.Count == 0
        ? "no input"
        : string.Join(" and ", inputs.Select(input => $"{input.Channels} channels in {input.Groups}×{input.Repeats} groups"));
}
