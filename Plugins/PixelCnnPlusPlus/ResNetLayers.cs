using Pixel.Contracts;
using Pixel.Layers;
using Pixel.Networks;

namespace PixelCnnPlusPlus;

/// <summary>The two streams between two layers.</summary>
/// <param name="Down">What the rows above tell, known when a row begins.</param>
/// <param name="DownRight">What the rows above and the pixels to the left tell.</param>
readonly record struct Streams(NodeRef Down, NodeRef DownRight);

/// <summary>The layers of PixelCNN++ (section 2.3; the released code), each with weight normalisation and its first weights set from a batch.</summary>
/// <remarks>Whole pixels are conditioned on: maps have one group, and see nothing of their own pixel.</remarks>
sealed class ResNetLayers(NetworkBuilder network, PixelCnnPlusPlusOptions options)
{
    readonly ChannelGroups _channels = new(2 * options.Hidden, 1);

    /// <summary>The image to both streams: 2×3 of the rows above; 1×3 of the row above, and 2×1 of the pixels to the left.</summary>
    public Streams First()
    {
        var ones = network.Add("ones", new Ones(), network.Input); // the released code has them as a further channel of the image
        var above = Read("input_above", MapTiming.Row, Taps.Above(1, 3));
        return new Streams(Read("input_down", MapTiming.Row, Taps.Above(2, 3)), network.Sum("input_right", Read("input_left", MapTiming.Pixel, Taps.Left(2, 1)), above));

        NodeRef Read(string name, MapTiming timing, Taps taps)
        {
            var border = new MaskedConvolution(ones.Map, new MapDescription(_channels, timing), taps) { HasBias = false };
            return network.Sum(
                name, network.Add($"{name}_border", border, ones), network.Add($"{name}_image", Convolution(network.Input.Map, _channels, timing, taps), network.Input));
        }
    }

    /// <summary>A layer of each stream on the way down; the second stream reads the first.</summary>
    public Streams Down(string name, Streams from)
    {
        var down = ResNet($"{name}_d", from.Down, Taps.Down(2, 3));
        return new Streams(down, ResNet($"{name}_r", from.DownRight, Taps.DownRight(2, 2), down));
    }

    /// <summary>A layer of each stream on the way up, which reads its twin of the way down too.</summary>
    public Streams Up(string name, Streams from, Streams twin)
    {
        var down = ResNet($"{name}_d", from.Down, Taps.Down(2, 3), twin.Down);
        return new Streams(down, ResNet($"{name}_r", from.DownRight, Taps.DownRight(2, 2), down, twin.DownRight));
    }

    /// <summary>Maps of half the size.</summary>
    public Streams Coarser(string name, Streams from) => new(
        network.Add($"{name}_d", Convolution(from.Down.Map, _channels, MapTiming.Row, Taps.Down(2, 3), step: 2), from.Down),
        network.Add($"{name}_r", Convolution(from.DownRight.Map, _channels, MapTiming.Pixel, Taps.DownRight(2, 2), step: 2), from.DownRight));

    /// <summary>Maps of twice the size.</summary>
    public Streams Finer(string name, Streams from)
    {
        return new Streams(Add($"{name}_d", from.Down, width: 3, left: 1), Add($"{name}_r", from.DownRight, width: 2, left: 0));

        NodeRef Add(string name, NodeRef input, int width, int left)
        {
            var to = input.Map with { Channels = _channels, Stride = input.Map.Stride / 2 };
            return network.Add(name, new TransposedConvolution(input.Map, to, Height: 2, width, left) { WeightNorm = true }, input);
        }
    }

    /// <summary>The likelihood's parameters: an ELU and a 1×1 layer of the second stream.</summary>
    public void Output(Streams from)
    {
        var elu = network.Add("output_elu", new Elu(from.DownRight.Map), from.DownRight);
        network.Add("output", Convolution(elu.Map, network.Likelihood.OutputFor(network.Image), MapTiming.Pixel, Taps.Point), elu);
    }

    /// <summary>
    /// x + f ⊙ σ(g), where f | g comes of x through concat ELU, a convolution to which 1×1 layers of others are added, concat ELU, dropout and a
    /// convolution (released code, <c>gated_resnet</c>).
    /// </summary>
    NodeRef ResNet(string name, NodeRef x, Taps taps, params NodeRef[] others)
    {
        var (timing, y) = (x.Map.Timing, Activate($"{name}_elu1", x));
        y = network.Add($"{name}_conv1", Convolution(y.Map, _channels, timing, taps), y);
        for (var i = 0; i < others.Length; i++)
        {
            var other = Activate($"{name}_other{i + 1}_elu", others[i]);
            y = network.Sum($"{name}_with{i + 1}", network.Add($"{name}_other{i + 1}", Convolution(other.Map, _channels, timing, Taps.Point), other), y);
        }
        y = Activate($"{name}_elu2", y);
        if (options.Dropout > 0) y = network.Add($"{name}_dropout", new MapDropout(y.Map, options.Dropout), y);
        y = network.Add($"{name}_conv2", Convolution(y.Map, Gate.InputFor(_channels), timing, taps) with { InitialScale = 0.1 }, y);
        y = network.Biased($"{name}_features", y);
        return network.Sum(name, x, network.Add($"{name}_gate", new Gate(y.Map, Squash: false), y));
    }

    NodeRef Activate(string name, NodeRef x) => network.Add(name, new ConcatElu(x.Map), x);

    static MaskedConvolution Convolution(MapDescription from, ChannelGroups channels, MapTiming timing, Taps taps, int step = 1) =>
        new(from, new MapDescription(channels, timing, from.Stride * step), taps) { WeightNorm = true };
}
