using Pixel.Contracts;
using Pixel.Layers;
using Pixel.Layers.Conditioning;

namespace Pixel.Networks;

/// <summary>Puts a network together, node by node; the description of each layer is checked against its inputs as it is added.</summary>
public sealed class NetworkBuilder
{
    readonly List<NodeDescription> _nodes = [];
    readonly HashSet<string> _names = new(StringComparer.Ordinal);

    readonly BuildContext _context;

    /// <summary>Starts a network with the image as its first node.</summary>
    /// <param name="context">What the network is built for.</param>
    public NetworkBuilder(BuildContext context)
    {
        _context = context;
        Input = Add("image", new ImageInput(context.Image));
        if (context.Conditioning is { } conditioning)
            Condition = Add("upsampling", new Upsampling(conditioning.Small, context.Image, conditioning.Channels));
    }

    /// <summary>The images to model.</summary>
    public ImageShape Image => _context.Image;

    /// <summary>The likelihood whose parameters the output gives.</summary>
    public ILikelihood Likelihood => _context.Likelihood;

    /// <summary>The image, scaled and centred.</summary>
    public NodeRef Input { get; }

    /// <summary>The upsampled map of the smaller image, c×n×n, for a conditional network; null for others.</summary>
    public NodeRef? Condition { get; }

    /// <summary>The number of classes that the network is conditioned on; 0 for none.</summary>
    public int Classes => _context.Classes;

    /// <summary>Adds a layer.</summary>
    /// <param name="name">A name not yet used: letters, digits and underscores.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="inputs">What it reads.</param>
    /// <returns>Its output.</returns>
    /// <exception cref="ModelException">The layer does not fit its inputs, or the name is taken or malformed.</exception>
    public NodeRef Add(string name, LayerDescription layer, params NodeRef[] inputs)
    {
        if (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
            throw new ModelException($"A layer is named '{name}'; names are made of letters, digits and underscores.");
        if (!_names.Add(name)) throw new ModelException($"Two layers are named '{name}'; names are unique, since parameters bear them.");
        try
        {
            layer.Validate([.. inputs.Select(input => input.Channels)]);
            RequireKnown(layer, inputs);
        }
        catch (ModelException problem)
        {
            throw new ModelException($"Layer '{name}': {problem.Message}");
        }
        _nodes.Add(new NodeDescription(name, layer, [.. inputs.Select(input => input.Index)]));
        return new NodeRef(_nodes.Count - 1, layer.Map);
    }

    /// <summary>Throws unless all that the layer reads is of the size it expects, and known by the time its own map is.</summary>
    void RequireKnown(LayerDescription layer, NodeRef[] inputs)
    {
        if (layer.Stride < 1 || Image.Height % layer.Stride != 0 || Image.Width % layer.Stride != 0)
            throw new ModelException($"It makes a map of stride {layer.Stride}, which must divide the images' {Image.Height} rows and {Image.Width} columns.");
        for (var i = 0; i < inputs.Length; i++)
        {
            var input = inputs[i].Map;
            if (input.Stride != layer.InputStride)
                throw new ModelException($"It reads maps of stride {layer.InputStride}, but input {i} has stride {input.Stride}.");
            if (input.Timing <= layer.Timing) continue;
            var (height, width) = (Image.Height / layer.Stride, Image.Width / layer.Stride);
            var own = new Cell(height / 2, width / 2, 0);
            var reads = layer.Reads(own, height, width).Where(read => read.Input == i);
            if (layer.Timing == MapTiming.Image && reads.Any())
                throw new ModelException($"Its map is known before the first pixel, but input {i} is not ({input.Timing}).");
            if (reads.Any(read => read.Cell.Row * layer.InputStride >= own.Row * layer.Stride))
                throw new ModelException($"Its map is known when a row begins, but it reads that row of input {i}, which is known pixel by pixel; it may read rows above.");
        }
    }

    /// <summary>Ends the network; the last node that was added is its output.</summary>
    /// <exception cref="ModelException">The last node does not give what the likelihood needs.</exception>
    public NetworkDescription Build()
    {
        var network = new NetworkDescription(Image, [.. _nodes]) { Classes = Classes };
        var read = _nodes.SelectMany(node => node.Inputs).ToHashSet();
        if (_nodes.Index().Skip(1).SkipLast(1).Where(node => !read.Contains(node.Index) && node.Item.Layer.Condition == Contracts.Condition.None).Select(node => node.Item.Name).FirstOrDefault() is { } idle)
            throw new ModelException($"Layer '{idle}' is read by no other; leave it out.");
        if (Classes > 0 && _nodes.All(node => node.Layer.Condition != Contracts.Condition.Label))
            throw new ModelException("The network reads no labels; take an architecture that can be conditioned on classes, or 'data.labels: false'.");
        var needed = Likelihood.OutputFor(Image);
        if (network.Output != needed)
            throw new ModelException(
                $"The network's output has {Text(network.Output)}; the {Likelihood.Name} likelihood needs {Text(needed)}.");
        return network;

        static string Text(ChannelGroups channels) => $"{Counted.Of(channels.Channels, "channel")} in {Counted.Of(channels.Groups, "group")}";
    }
}

/// <summary>The output of a layer while a network is put together.</summary>
/// <param name="Index">The node's place in the network.</param>
/// <param name="Map">Its map.</param>
public readonly record struct NodeRef(int Index, MapDescription Map)
{
    /// <summary>The channels of its map and their colour groups.</summary>
    public ChannelGroups Channels => Map.Channels;
}
