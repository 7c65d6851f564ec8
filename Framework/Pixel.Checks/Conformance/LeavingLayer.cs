using Pixel.Contracts;
using Pixel.Networks;
using static TorchSharp.torch;

namespace Pixel.Checks.Conformance;

/// <summary>A layer after whose forward pass, made alone inside a scope, more tensors are counted.</summary>
/// <param name="Network">The network that it is of.</param>
/// <param name="Node">The layer.</param>
/// <param name="Tensors">How many more.</param>
/// <param name="AreHeld">Whether there are such tensors; else TorchSharp only counts them.</param>
sealed record LeavingLayer(NetworkDescription Network, NodeDescription Node, long Tensors, bool AreHeld)
{
    /// <summary>Finds them, in the network of the smaller image too.</summary>
    public static IEnumerable<LeavingLayer> Of(NetworkModule network)
    {
        var layers = network.named_children().ToDictionary(child => child.name, child => child.module);
        foreach (var node in network.Description.Nodes.Skip(1).Where(node => node.Layer.Condition == Condition.None))
            if (Forward(network.Description, node, (LayerModule)layers[node.Name]) is var forward && LiveTensors.More(forward, 1) is > 0 and var more)
                yield return new(network.Description, node, more, LiveTensors.AreHeld(forward));
        foreach (var layer in network.Small is { } small ? Of(small) : []) yield return layer;
    }

    static Action Forward(NetworkDescription network, NodeDescription node, LayerModule layer) => () =>
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        layer.forward([.. node.Inputs.Select(input => Zeros(network.Image, network.Nodes[input].Layer))]);
    };

    static Tensor Zeros(ImageShape image, LayerDescription layer) => zeros([1, layer.Output.Channels, image.Height / layer.Stride, image.Width / layer.Stride]);
}

/// <summary>How the number of live tensors grows.</summary>
static class LiveTensors
{
    /// <summary>What other threads do meanwhile may be counted too, but hardly each time.</summary>
    const int Attempts = 3;

    /// <summary>Enough for what a tensor takes of the collector's memory, some 50 bytes, to be told from that memory's own wandering, some 10 KB.</summary>
    const int Rounds = 1000;

    const int LeastBytes = 20; // a round

    /// <summary>How many more tensors are counted after some rounds; the least of a few attempts.</summary>
    public static long More(Action work, int rounds)
    {
        for (var warmUp = 0; warmUp < 2; warmUp++) work(); // optimiser state, caches
        var least = long.MaxValue;
        for (var attempt = 0; attempt < Attempts && least > 0; attempt++)
        {
            Settle();
            var before = Tensor.TotalCount;
            for (var round = 0; round < rounds; round++) work();
            least = Math.Min(least, Tensor.TotalCount - before);
        }
        return least;
    }

    /// <summary>Whether what is counted more after each round is there: kept by someone, or left to the finaliser.</summary>
    /// <remarks>
    /// TorchSharp counts a result that is none, such as the weights of an attention that is asked for none, as a tensor, and never counts it as gone. But
    /// nobody keeps it, so that it takes no memory.
    /// </remarks>
    public static bool AreHeld(Action work)
    {
        Settle();
        var (memory, before) = (GC.GetTotalMemory(forceFullCollection: true), Tensor.TotalCount);
        for (var round = 0; round < Rounds; round++) work();
        var more = Tensor.TotalCount - before;
        Settle();
        return Tensor.TotalCount - before < more || GC.GetTotalMemory(forceFullCollection: true) - memory >= Rounds * LeastBytes;
    }

    /// <summary>What was dropped before is not to be counted as gone now.</summary>
    static void Settle()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }
}
