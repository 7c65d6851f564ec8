using Pixel.Contracts;
using Pixel.Layers;
using Pixel.Layers.Conditioning;

namespace Pixel.Networks;

/// <summary>The frame of the paper's three architectures (table 1): first layer, N layers, output stage.</summary>
public static class LayerStack
{
    /// <summary>Describes the network.</summary>
    /// <param name="context">What it is built for.</param>
    /// <param name="options">Width, depth, residual and skip connections.</param>
    /// <param name="addLayer">Adds one layer from 2h to 2h channels, given the network, a name to begin its names with, and its input.</param>
    /// <exception cref="ModelException">The options do not fit the images.</exception>
    public static NetworkDescription Describe(
        BuildContext context, StackOptions options, Func<NetworkBuilder, string, NodeRef, NodeRef> addLayer)
    {
        var network = new NetworkBuilder(context);
        var x = network.FirstLayer(options.Hidden);
        var skips = new List<NodeRef>();
        for (var i = 1; i <= options.Layers; i++)
        {
            var y = addLayer(network, $"layer{i}", x);
            if (options.Skip) skips.Add(network.MaskedConvolution($"layer{i}_skip", y, 2 * options.Hidden, 1));
            x = options.Residual ? network.Sum($"layer{i}", x, y) : y;
        }
        // The last layer's output counts as one more skip, so that no residual is left without a use.
        network.Head(options.Skip ? network.Sum("skips", [.. skips, x]) : x, options.Head);
        return network.Build();
    }
}

/// <summary>The parts that the paper's networks share, as steps of a <see cref="NetworkBuilder"/>.</summary>
public static class CommonBlocks
{
    /// <summary>Adds a square masked convolution.</summary>
    /// <param name="network">The network.</param>
    /// <param name="name">The layer's name.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="channels">Channels of its output.</param>
    /// <param name="kernel">Rows and columns of the kernel, odd.</param>
    /// <param name="mask">B everywhere but in the first layer.</param>
    public static NodeRef MaskedConvolution(
        this NetworkBuilder network, string name, NodeRef input, int channels, int kernel, MaskType mask = MaskType.B) =>
        network.Add(name, new MaskedConvolution(input.Map, input.Map.With(channels), kernel, kernel, mask), input);

    /// <summary>Adds a ReLU.</summary>
    /// <param name="network">The network.</param>
    /// <param name="name">The layer's name.</param>
    /// <param name="input">What it reads.</param>
    public static NodeRef Rectifier(this NetworkBuilder network, string name, NodeRef input) =>
        network.Add(name, new Rectifier(input.Map), input);

    /// <summary>Adds a sum; of one term it is the term itself.</summary>
    /// <param name="network">The network.</param>
    /// <param name="name">The layer's name.</param>
    /// <param name="terms">Maps of the same channels.</param>
    public static NodeRef Sum(this NetworkBuilder network, string name, params NodeRef[] terms) =>
        terms.Length == 1 ? terms[0] : network.Add(name, new Sum(terms.Aggregate(terms[0].Map, (map, term) => map.Known(term.Map.Timing)), terms.Length), terms);

    /// <summary>
    /// Biases a map by what the network is conditioned on: the smaller image, through an unmasked 1×1 layer (section 3.6), and the class (Gated PixelCNN,
    /// equation 4); for an unconditional network the map itself.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="name">The name of the biased map.</param>
    /// <param name="map">The input-to-state map of an LSTM layer, what a gate reads, or a layer's features where it has no gates.</param>
    public static NodeRef Biased(this NetworkBuilder network, string name, NodeRef map)
    {
        if (network.Condition is { } condition)
        {
            var point = new MaskedConvolution(condition.Map, condition.Map with { Channels = map.Channels }, Taps.Point) { HasBias = false }; // the map has one
            map = network.Sum(name, map, network.Add($"{name}_bias", point, condition));
        }
        return network.Classes > 0 ? network.Add($"{name}_class", new ClassBias(map.Map, network.Classes), map) : map;
    }

    /// <summary>Adds the paper's first layer: 7×7, mask A, to 2h channels (table 1 and section 3.3).</summary>
    /// <param name="network">The network.</param>
    /// <param name="hidden">The width h.</param>
    public static NodeRef FirstLayer(this NetworkBuilder network, int hidden) =>
        network.MaskedConvolution("input", network.Input, 2 * hidden, 7, MaskType.A);

    /// <summary>Adds the paper's head: twice ReLU and 1×1 mask B, then ReLU and the 1×1 mask B that gives the likelihood its parameters.</summary>
    /// <param name="network">The network.</param>
    /// <param name="input">The last layer's output, or the sum of the skip connections.</param>
    /// <param name="channels">Channels of the two 1×1 layers: 32 for MNIST, 1024 for CIFAR-10 (section 3.7, table 1).</param>
    public static NodeRef Head(this NetworkBuilder network, NodeRef input, int channels)
    {
        var x = input;
        for (var layer = 1; layer <= 2; layer++)
            x = network.MaskedConvolution($"head{layer}", network.Rectifier($"head{layer}_relu", x), channels, 1);
        x = network.Rectifier("output_relu", x);
        var output = network.Likelihood.OutputFor(network.Image);
        return network.Add("output", new MaskedConvolution(x.Map, output, 1, 1, MaskType.B), x);
    }
}
