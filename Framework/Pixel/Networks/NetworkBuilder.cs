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
        }
        catch (ModelException problem)
        {
            throw new ModelException($"Layer '{name}': {problem.Message}");
        }
        _nodes.Add(new NodeDescription(name, layer, [.. inputs.Select(input => input.Index)]));
        return new NodeRef(_nodes.Count - 1, layer.Output);
    }

    /// <summary>Ends the network; the last node that was added is its output.</summary>
    /// <exception cref="ModelException">The last node does not give what the likelihood needs.</exception>
    public NetworkDescription Build()
    {
        var network = new NetworkDescription(Image, [.. _nodes]);
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
/// <param name="Channels">The channels of its map and their colour groups.</param>
public readonly record struct NodeRef(int Index, ChannelGroups Channels);
