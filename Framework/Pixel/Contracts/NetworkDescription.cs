using System.Runtime.CompilerServices;
using Pixel.Libtorch;
using TorchSharp;

namespace Pixel.Contracts;

/// <summary>A network as a description: a small graph of named layers in order of computation. The last node is the output.</summary>
/// <param name="Image">The images that the network models.</param>
/// <param name="Nodes">The layers; the first is the image itself, the last gives the likelihood's parameters.</param>
public sealed record NetworkDescription(ImageShape Image, IReadOnlyList<NodeDescription> Nodes)
{
    /// <summary>The network of the smaller image that this one is conditioned on (paper, section 3.6); null for most.</summary>
    public NetworkDescription? Small { get; init; }

    /// <summary>The classes that the network is conditioned on, 0 … Classes − 1; 0 for one that is not class-conditional.</summary>
    public int Classes { get; init; }

    /// <summary>The channels of the output and their colour groups.</summary>
    public ChannelGroups Output => Nodes[^1].Layer.Output;

    /// <summary>All trainable numbers, those silenced by masks and those of the smaller image's network included.</summary>
    public long Parameters => (Small?.Parameters ?? 0) + Nodes.Sum(node => node.Layer.Parameters.Sum(parameter => parameter.Elements) + OwnParameters.Of(node.Layer));

    /// <summary>The trainable numbers that can matter: those no mask silences.</summary>
    public long EffectiveParameters => (Small?.EffectiveParameters ?? 0) + Nodes.Sum(node => node.Layer.Parameters.Sum(parameter => parameter.Effective) + OwnParameters.Of(node.Layer));

    /// <summary>Multiply-adds of one forward pass over one image, masked taps not counted.</summary>
    public long MultiplyAdds => (Small?.MultiplyAdds ?? 0) + Nodes.Sum(node => node.Layer.MultiplyAdds(Image.Height / node.Layer.Stride, Image.Width / node.Layer.Stride));

    /// <summary>Whether every layer has a step face, so that the incremental sampler can be used.</summary>
    public bool HasStepFace => Small is not { HasStepFace: false } && Nodes.All(node => node.Layer.HasStepFace);
}

/// <summary>The trainable numbers of TorchSharp's modules within a layer, which its description does not list.</summary>
static class OwnParameters
{
    static readonly ConditionalWeakTable<LayerDescription, object> Known = [];

    /// <summary>How many there are. A layer with a step face describes all its parameters; one without is made once to be asked.</summary>
    /// <param name="layer">The layer.</param>
    public static long Of(LayerDescription layer) => layer.HasStepFace ? 0 : (long)Known.GetValue(layer, static layer => Count(layer));

    static long Count(LayerDescription layer)
    {
        TorchLibrary.Load();
        using var scope = torch.NewDisposeScope();
        var generator = torch.get_rng_state(); // first weights are drawn from it, and nothing may depend on who asked when
        using var module = layer.CreateModule();
        torch.set_rng_state(generator);
        return module.parameters().Sum(parameter => parameter.numel()) - layer.Parameters.Sum(parameter => parameter.Elements);
    }
}

/// <summary>A named layer in the graph of a network.</summary>
/// <param name="Name">Unique in the network; parameters are named after it (<c>layer1_conv.weight</c>).</param>
/// <param name="Layer">The layer.</param>
/// <param name="Inputs">The indices of the nodes whose outputs the layer reads, each before this node.</param>
public sealed record NodeDescription(string Name, LayerDescription Layer, IReadOnlyList<int> Inputs);

/// <summary>The code of a layer threw; the cause is the inner exception.</summary>
/// <remarks>A <see cref="ModelException"/> is no failure of the code, but tells a user what to change: it passes on as it is, whatever face threw it.</remarks>
/// <param name="node">The layer, by its name in the network.</param>
/// <param name="face">What was asked of it: <see cref="MapFace"/> or <see cref="StepFace"/>.</param>
/// <param name="cause">What it threw.</param>
public sealed class LayerException(NodeDescription node, string face, Exception cause)
    : Exception($"The layer '{node.Name}' ({node.Layer.Kind}) failed in its {face}: {cause.GetType().Name}: {TorchLibrary.Words(cause)}", cause)
{
    /// <summary>Whole feature maps, for training and scoring.</summary>
    public const string MapFace = "map face";

    /// <summary>One cell at a time, for sampling.</summary>
    public const string StepFace = "step face";

    /// <summary>The layer.</summary>
    public NodeDescription Node => node;

    /// <summary>What was asked of it.</summary>
    public string Face => face;
}
