using Pixel.Contracts;
using static TorchSharp.torch;

namespace Pixel.Networks;

/// <summary>Moves weights between a module and plain memory.</summary>
public static class NetworkWeights
{
    /// <summary>Copies all parameters and buffers out, in their own precision.</summary>
    /// <param name="network">The network.</param>
    public static WeightSet Copy(NetworkModule network)
    {
        var weights = new WeightSet();
        using var scope = NewDisposeScope();
        foreach (var (name, tensor) in Tensors(network)) weights.Add(name, ToWeight(tensor));
        return weights;
    }

    /// <summary>The tensors that make the network's function: its parameters, then its <see cref="Buffers"/>.</summary>
    /// <param name="network">The network.</param>
    public static IEnumerable<(string Name, Tensor Tensor)> Tensors(NetworkModule network)
    {
        foreach (var (name, parameter) in network.named_parameters()) yield return (name, parameter);
        foreach (var buffer in Buffers(network)) yield return buffer;
    }

    /// <summary>The buffers that layers describe, and those of TorchSharp's modules in layers (running means of <c>nn.BatchNorm2d</c>), under their full names.</summary>
    /// <param name="network">The network.</param>
    public static IEnumerable<(string Name, Tensor Tensor)> Buffers(NetworkModule network)
    {
        var all = network.named_buffers().ToArray();
        return all.Where(buffer => IsSaved(network.Description, buffer.name)).Select(buffer => (buffer.name, buffer.buffer));

        static bool IsSaved(NetworkDescription network, string name)
        {
            var parts = name.Split('.', 2);
            return network.Nodes.FirstOrDefault(node => node.Name == parts[0])?.Layer is { } layer
                // A layer's own tensor that it does not describe is a constant, such as a mask.
                ? parts[1].Contains('.', StringComparison.Ordinal) || layer.Buffers.Any(buffer => buffer.Name == parts[1])
                : network.Small is { } small && IsSaved(small, parts[1]);
        }
    }

    /// <summary>Copies weights into a module.</summary>
    /// <param name="weights">Weights of just this network.</param>
    /// <param name="network">The network to fill.</param>
    /// <exception cref="ModelException">A tensor is missing, too many or of another shape; the network is then unchanged.</exception>
    public static void Load(WeightSet weights, NetworkModule network)
    {
        var targets = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        foreach (var (name, tensor) in Tensors(network)) targets.Add(name, tensor);
        if (weights.Names.FirstOrDefault(name => !targets.ContainsKey(name)) is { } stranger)
            throw new ModelException($"The weights hold '{stranger}', which the network lacks; they belong to another network.");
        Fill([.. targets.Select(target => (target.Key, target.Value))], weights);
    }

    /// <summary>Copies weights into tensors of their names, once all are known to fit.</summary>
    /// <param name="targets">The tensors to fill.</param>
    /// <param name="weights">The weights; others among them are left alone.</param>
    /// <exception cref="ModelException">A tensor is missing or of another shape; the targets are then unchanged.</exception>
    internal static void Fill(IReadOnlyList<(string Name, Tensor Target)> targets, WeightSet weights)
    {
        double[][] values = [.. targets.Select(each => weights.Values<double>(each.Name, each.Target.shape))];
        using var _ = no_grad();
        foreach (var ((_, target), given) in targets.Zip(values))
        {
            using var scope = NewDisposeScope();
            target.copy_(tensor(given, target.shape));
        }
    }

    /// <summary>Copies a tensor to plain memory.</summary>
    /// <param name="source">A tensor of float32 or float64, on any device.</param>
    public static WeightTensor ToWeight(Tensor source)
    {
        using var scope = NewDisposeScope();
        var plain = source.detach().cpu().contiguous();
        return plain.dtype == ScalarType.Float64
            ? new WeightTensor(source.shape, plain.data<double>().ToArray())
            : new WeightTensor(source.shape, plain.to_type(ScalarType.Float32).data<float>().ToArray());
    }
}
