using System.Numerics;
using Pixel.Contracts;
using Pixel.Kernels;

namespace Pixel.Layers.Lstm;

/// <summary>The LSTM cell of the step face: one colour group of h channels at one position.</summary>
/// <remarks>Order of a sum: the input-to-state gate, then the neighbours in the order given, each over its channels upwards.</remarks>
/// <typeparam name="T">The arithmetic.</typeparam>
sealed class LstmCell<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly int _hidden;
    readonly int[][] _channels;
    readonly int[][] _gates;
    readonly PackedWeights<T>[][] _weights;
    readonly T[] _sum;

    /// <summary>Packs the state-to-state weights.</summary>
    /// <param name="hidden">The h channels and their colour groups.</param>
    /// <param name="weight">The state-to-state kernel, (4h, h, neighbours).</param>
    /// <param name="neighbours">How many states the kernel reads.</param>
    public LstmCell(ChannelGroups hidden, T[] weight, int neighbours)
    {
        _hidden = hidden.Channels;
        _channels = LayerInputs.ChannelsByGroup(hidden);
        _gates = LayerInputs.ChannelsByGroup(LstmGates.For(hidden)); // the group's channels of o, then of f, i, g
        int[] inputs = [.. Enumerable.Range(0, _hidden)];
        _weights = [.. _gates.Select(gates => Enumerable.Range(0, neighbours)
            .Select(tap => new PackedWeights<T>(inputs, gates, (gate, input) => weight[(gate * _hidden + input) * neighbours + tap])).ToArray())];
        _sum = new T[_gates.Max(gates => gates.Length)];
    }

    /// <summary>Starts a group with its input-to-state gates.</summary>
    /// <param name="group">The colour group.</param>
    /// <param name="gates">All 4h gates at the position.</param>
    public void Begin(int group, ReadOnlySpan<T> gates)
    {
        var channels = _gates[group];
        for (var i = 0; i < channels.Length; i++) _sum[i] = gates[channels[i]];
    }

    /// <summary>Adds the state of a neighbour.</summary>
    /// <param name="group">The colour group.</param>
    /// <param name="neighbour">Which one of the kernel.</param>
    /// <param name="state">Its h channels.</param>
    public void Add(int group, int neighbour, ReadOnlySpan<T> state) =>
        _weights[group][neighbour].AddTo(_sum.AsSpan(0, _gates[group].Length), state);

    /// <summary>Ends a group: writes its channels of both states.</summary>
    /// <param name="group">The colour group.</param>
    /// <param name="before">The cell state before, h channels.</param>
    /// <param name="cell">Receives the cell state.</param>
    /// <param name="hidden">Receives the hidden state.</param>
    public void End(int group, ReadOnlySpan<T> before, Span<T> cell, Span<T> hidden)
    {
        var channels = _channels[group];
        var size = channels.Length;
        for (var i = 0; i < size; i++)
        {
            var channel = channels[i];
            var next = Sigmoid(_sum[size + i]) * before[channel] + Sigmoid(_sum[2 * size + i]) * T.Tanh(_sum[3 * size + i]);
            cell[channel] = next;
            hidden[channel] = Sigmoid(_sum[i]) * T.Tanh(next);
        }
    }

    static T Sigmoid(T x) => T.One / (T.One + T.Exp(-x));
}
