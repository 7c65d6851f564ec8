using Pixel.Contracts;
using static TorchSharp.torch;

namespace Pixel.Layers.Lstm;

/// <summary>What the LSTM layers share: four gates o, f, i, g in this order (paper, equation 3), and the cell.</summary>
public static class LstmGates
{
    /// <summary>The number of gates.</summary>
    public const int Count = 4;

    /// <summary>The channels of a map of gates for a map of h channels: the colours repeat inside each gate.</summary>
    public static ChannelGroups For(ChannelGroups hidden) => new(Count * hidden.Channels, hidden.Groups, Count);

    /// <summary>The h channels that a map of gates gives.</summary>
    /// <exception cref="ModelException">The map is none of gates.</exception>
    public static ChannelGroups Hidden(ChannelGroups gates) => gates.Repeats == Count
        ? new ChannelGroups(gates.Channels / Count, gates.Groups)
        : throw new ModelException($"An LSTM reads a map of {Count} gates; {Counted.Of(gates.Channels, "channel")} in {Counted.Of(gates.Repeats, "repetition")} is none.");

    /// <summary>The cell: o, f and i through a sigmoid, g through tanh; c = f⊙c' + i⊙g, h = o⊙tanh(c).</summary>
    /// <param name="gates">Input-to-state plus state-to-state, (B, 4h, N).</param>
    /// <param name="cell">The cell state before, (B, h, N).</param>
    /// <returns>The states after, (B, h, N) each.</returns>
    internal static (Tensor Hidden, Tensor Cell) Apply(Tensor gates, Tensor cell)
    {
        var parts = gates.chunk(Count, 1); // 4 × (B, h, N)
        var next = parts[1].sigmoid() * cell + parts[2].sigmoid() * parts[3].tanh();
        return (parts[0].sigmoid() * next.tanh(), next);
    }
}
