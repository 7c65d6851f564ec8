using Pixel.Contracts;
using Pixel.Randomness;
using static TorchSharp.torch;

namespace Pixel.Networks;

/// <summary>The map face of a network: images in, the likelihood's parameters out, for all positions at once, with autograd.</summary>
/// <remarks>Build it outside any dispose scope. Parameters are named node.parameter, as in <c>layer1_conv.weight</c>.</remarks>
public sealed class NetworkModule : nn.Module<Tensor, Tensor>
{
    private readonly LayerModule[] _layers;

    /// <summary>Makes the modules, with all parameters zero.</summary>
    /// <param name="description">The network.</param>
    public NetworkModule(NetworkDescription description) : base("network")
    {
        Description = description;
        _layers = [.. description.Nodes.Select(node => node.Layer.CreateModule())];
        foreach (var (node, layer) in description.Nodes.Zip(_layers)) register_module(node.Name, layer);
    }

    /// <summary>The network.</summary>
    public NetworkDescription Description { get; }

    /// <summary>Computes the likelihood's parameters with teacher forcing.</summary>
    /// <param name="input">Levels 0 … L − 1 in the network's floating type, (B, C, H, W).</param>
    /// <returns>(B, output channels, H, W).</returns>
    public override Tensor forward(Tensor input)
    {
        var outputs = new Tensor[_layers.Length];
        for (var i = 0; i < _layers.Length; i++)
        {
            var read = Description.Nodes[i].Inputs;
            outputs[i] = _layers[i].forward(read.Count == 0 ? [input] : [.. read.Select(node => outputs[node])]);
        }
        return outputs[^1];
    }

    /// <summary>Draws the initial weights, uniformly within each parameter's bound; the same for a seed on every device and libtorch.</summary>
    /// <param name="seed">The experiment's seed.</param>
    public void Initialize(ulong seed)
    {
        var random = new CounterRandom(seed, RandomStream.Initialization);
        using var _ = no_grad();
        var index = 0UL;
        foreach (var (node, layer) in Description.Nodes.Zip(_layers))
            foreach (var parameter in node.Layer.Parameters)
            {
                var values = new double[parameter.Elements];
                for (var i = 0; i < values.Length; i++) values[i] = (2 * random.Uniform(index, (uint)i) - 1) * parameter.Bound;
                using var scope = NewDisposeScope();
                layer.get_parameter(parameter.Name).copy_(tensor(values, [.. parameter.Shape]));
                index++;
            }
    }
}
