using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Pixel.Contracts;
using Pixel.Layers;
using Pixel.Networks;

namespace GatedPixelCnn;

/// <summary>The options of the Gated PixelCNN.</summary>
public sealed class GatedPixelCnnOptions : StackOptions
{
    /// <summary>Skip connections are part of the layer (section 2.4 and figure 2).</summary>
    public GatedPixelCnnOptions() => Skip = true;

    /// <summary>Columns n of the kernels after the first layer's, odd; the vertical stack's have n / 2 + 1 rows.</summary>
    /// <value>The default value is 3.</value>
    [AllowedValues(3, 5, 7)]
    [Description("Columns of the kernels after the first layer's 7; the vertical stack's have half as many rows and one more: 3, 5 or 7.")]
    public int Kernel { get; set; } = 3;
}

/// <summary>The two stacks between two layers.</summary>
/// <param name="Vertical">What the rows above tell, known when a row begins: the gate's input.</param>
/// <param name="Horizontal">What the rows above and the pixels to the left tell.</param>
/// <param name="Skip">What goes to the output stage.</param>
readonly record struct Stacks(NodeRef Vertical, NodeRef Horizontal, NodeRef? Skip);

/// <summary>The gated layer (section 2.3 and figure 2): a vertical stack that sees no pixel of its own row, and a horizontal one that reads it.</summary>
static class GatedLayer
{
    const int FirstKernel = 7;

    /// <summary>The first layer: the image to both stacks, mask A, no residual.</summary>
    public static Stacks AddFirst(NetworkBuilder network, GatedPixelCnnOptions options)
    {
        var groups = new ChannelGroups(2 * options.Hidden, network.Image.Channels);
        return Add(network, "input", network.Input, network.Input, groups, Taps.Above(FirstKernel / 2 + 1, FirstKernel), FirstKernel, MaskType.A, options);
    }

    /// <summary>A layer after the first.</summary>
    public static Stacks Add(NetworkBuilder network, string name, Stacks before, GatedPixelCnnOptions options)
    {
        var made = Add(
            network, name, AddGate(network, $"{name}_above", before.Vertical), before.Horizontal, before.Horizontal.Channels, Taps.Down(options.Kernel / 2 + 1, options.Kernel), options.Kernel, MaskType.B, options);
        return options.Residual ? made with { Horizontal = network.Sum(name, before.Horizontal, made.Horizontal) } : made;
    }

    static Stacks Add(
        NetworkBuilder network, string name, NodeRef above, NodeRef left, ChannelGroups channels, Taps rows, int columns, MaskType mask, GatedPixelCnnOptions options)
    {
        // All of the rows above is known, so that the vertical stack needs no colour groups.
        var vertical = new MapDescription(Gate.InputFor(new ChannelGroups(channels.Channels, 1)), MapTiming.Row);
        var horizontal = new MapDescription(Gate.InputFor(channels));
        var v = network.Add($"{name}_vertical", new MaskedConvolution(above.Map, vertical, rows), above); // (B, 2p, H, W)
        var h = network.Add($"{name}_horizontal", new MaskedConvolution(left.Map, horizontal, 1, columns, mask), left);
        var across = network.Add($"{name}_across", new MaskedConvolution(v.Map, horizontal, Taps.Point) { HasBias = false }, v); // before the gate
        var gated = AddGate(network, name, network.Sum($"{name}_both", h, across));
        return new Stacks(
            v,
            network.MaskedConvolution($"{name}_out", gated, channels.Channels, 1),
            options.Skip ? network.MaskedConvolution($"{name}_skip", gated, channels.Channels, 1) : null);
    }

    static NodeRef AddGate(NetworkBuilder network, string name, NodeRef features)
    {
        var biased = network.Biased($"{name}_features", features);
        return network.Add($"{name}_gate", new Gate(biased.Map, Squash: true), biased);
    }
}

/// <summary>The Gated PixelCNN as a graph of layers.</summary>
static class GatedPixelCnnNetwork
{
    /// <summary>The first layer, N gated layers, output stage.</summary>
    public static NetworkDescription Describe(GatedPixelCnnOptions options, BuildContext context)
    {
        var network = new NetworkBuilder(context);
        var stacks = GatedLayer.AddFirst(network, options);
        List<NodeRef> skips = [.. stacks.Skip is { } first ? [first] : Array.Empty<NodeRef>()];
        for (var i = 1; i <= options.Layers; i++)
        {
            stacks = GatedLayer.Add(network, $"layer{i}", stacks, options);
            if (stacks.Skip is { } skip) skips.Add(skip);
        }
        // The last layer's output counts as one more skip, so that no residual is left without a use.
        network.Head(network.Sum("skips", [.. skips, stacks.Horizontal]), options.Head);
        return network.Build();
    }
}

/// <summary>Gated PixelCNN (van den Oord et al., "Conditional Image Generation with PixelCNN Decoders", 2016): gates, and no blind spot.</summary>
public sealed class GatedPixelCnnArchitecture : Architecture<GatedPixelCnnOptions>
{
    /// <inheritdoc/>
    public override string Name => "gated-pixelcnn";

    /// <inheritdoc/>
    public override string Summary => "Gated PixelCNN: a vertical and a horizontal stack of gated convolutions; a bounded context without a blind spot";

    /// <inheritdoc/>
    protected override NetworkDescription Build(GatedPixelCnnOptions options, BuildContext context) => GatedPixelCnnNetwork.Describe(options, context);
}
