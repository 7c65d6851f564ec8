using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Pixel.Kernels.Training;

namespace Pixel.Layers.Lstm;

/// <summary>The LSTM cell of training's managed path, for some positions at a time: forward, and backward by hand.</summary>
/// <remarks>A position is a row of memory. Positions are independent, so that the processor works on several at once.</remarks>
/// <typeparam name="T">The arithmetic.</typeparam>
static unsafe class LstmCellKernel<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>c = f⊙c' + i⊙g, h = o⊙tanh(c).</summary>
    /// <param name="count">Positions.</param>
    /// <param name="size">The channels h.</param>
    /// <param name="gates">o, f, i, g of h numbers each: before activation, and after it when the call returns.</param>
    /// <param name="cell">The cell state c', and c when the call returns.</param>
    /// <param name="hidden">Receives h.</param>
    /// <param name="output">Receives h as well.</param>
    /// <param name="kept">Receives c as well.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward(
        int count, int size, NativeRows<T> gates, NativeRows<T> cell, NativeRows<T> hidden, NativeRows<T> output, NativeRows<T> kept)
    {
        var lanes = Vector512<T>.Count;
        var whole = size / lanes * lanes;
        for (var row = 0; row < count; row++)
        {
            var gate = gates[row];
            for (var channel = 0; channel < whole; channel += lanes)
            {
                var at = gate + channel;
                var o = Simd.Sigmoid(Vector512.Load(at));
                var f = Simd.Sigmoid(Vector512.Load(at + size));
                var i = Simd.Sigmoid(Vector512.Load(at + 2 * size));
                var g = Simd.Tanh(Vector512.Load(at + 3 * size));
                var c = Simd.MultiplyAdd(i, g, f * Vector512.Load(cell[row] + channel));
                var h = o * Simd.Tanh(c);
                o.Store(at);
                f.Store(at + size);
                i.Store(at + 2 * size);
                g.Store(at + 3 * size);
                c.Store(cell[row] + channel);
                c.Store(kept[row] + channel);
                h.Store(hidden[row] + channel);
                h.Store(output[row] + channel);
            }
            if (whole < size) ForwardRest(size, whole, gate, cell[row], hidden[row], output[row], kept[row]);
        }
    }

    /// <summary>As <see cref="Forward"/> where there is no backward: neither gates nor states are kept, and two divisions of five are saved.</summary>
    /// <param name="count">Positions.</param>
    /// <param name="size">The channels h.</param>
    /// <param name="gates">o, f, i, g of h numbers each before activation; anything when the call returns.</param>
    /// <param name="cell">The cell state c', and c when the call returns.</param>
    /// <param name="hidden">Receives h.</param>
    /// <param name="output">Receives h as well.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Evaluate(int count, int size, NativeRows<T> gates, NativeRows<T> cell, NativeRows<T> hidden, NativeRows<T> output)
    {
        var lanes = Vector512<T>.Count;
        var whole = size / lanes * lanes;
        for (var row = 0; row < count; row++)
        {
            var gate = gates[row];
            for (var channel = 0; channel < whole; channel += lanes)
            {
                var at = gate + channel;
                var candidate = Simd.Gated(Vector512.Load(at + 2 * size), Vector512.Load(at + 3 * size));
                var c = Simd.MultiplyAdd(Simd.Sigmoid(Vector512.Load(at + size)), Vector512.Load(cell[row] + channel), candidate);
                var h = Simd.Gated(Vector512.Load(at), c);
                c.Store(cell[row] + channel);
                h.Store(hidden[row] + channel);
                h.Store(output[row] + channel);
            }
            if (whole < size) ForwardRest(size, whole, gate, cell[row], hidden[row], output[row], cell[row]);
        }
    }

    /// <summary>The gradients of a cell.</summary>
    /// <param name="count">Positions.</param>
    /// <param name="size">The channels h.</param>
    /// <param name="gates">o, f, i, g after activation.</param>
    /// <param name="before">The cell state c'.</param>
    /// <param name="cell">The cell state c.</param>
    /// <param name="hidden">The gradient of h.</param>
    /// <param name="carry">The gradient of c from the cell after this one; receives that of c'.</param>
    /// <param name="gradients">Receives those of o, f, i, g before activation.</param>
    /// <param name="output">Receives them as well.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward(
        int count, int size, NativeRows<T> gates, NativeRows<T> before, NativeRows<T> cell, NativeRows<T> hidden, NativeRows<T> carry,
        NativeRows<T> gradients, NativeRows<T> output)
    {
        var lanes = Vector512<T>.Count;
        var whole = size / lanes * lanes;
        var one = Vector512<T>.One;
        for (var row = 0; row < count; row++)
        {
            for (var channel = 0; channel < whole; channel += lanes)
            {
                var at = gates[row] + channel;
                var o = Vector512.Load(at);
                var f = Vector512.Load(at + size);
                var i = Vector512.Load(at + 2 * size);
                var g = Vector512.Load(at + 3 * size);
                var dh = Vector512.Load(hidden[row] + channel);
                var tanh = Simd.Tanh(Vector512.Load(cell[row] + channel));
                var dc = Simd.MultiplyAdd(dh * o, one - tanh * tanh, Vector512.Load(carry[row] + channel));
                Store(dh * tanh * (o * (one - o)), 0);
                Store(dc * Vector512.Load(before[row] + channel) * (f * (one - f)), 1);
                Store(dc * g * (i * (one - i)), 2);
                Store(dc * i * (one - g * g), 3);
                (dc * f).Store(carry[row] + channel);

                void Store(Vector512<T> gradient, int gate)
                {
                    gradient.Store(gradients[row] + gate * size + channel);
                    gradient.Store(output[row] + gate * size + channel);
                }
            }
            if (whole < size) BackwardRest(size, whole, gates[row], before[row], cell[row], hidden[row], carry[row], gradients[row], output[row]);
        }
    }

    /// <summary>The channels that fill no vector, moved to one that they begin.</summary>
    static void ForwardRest(int size, int channel, T* gates, T* cell, T* hidden, T* output, T* kept)
    {
        var (lanes, rest) = (Vector512<T>.Count, size - channel);
        var aside = stackalloc T[6 * lanes];
        for (var gate = 0; gate < LstmGates.Count; gate++) Simd.LoadFirst(gates + gate * size + channel, rest).Store(aside + gate * lanes);
        var state = new NativeRows<T>(aside + LstmGates.Count * lanes, lanes);
        Simd.LoadFirst(cell + channel, rest).Store(state[0]);
        Forward(1, lanes, new NativeRows<T>(aside, 0), state, state.From(1), state.From(1), state);
        for (var gate = 0; gate < LstmGates.Count; gate++) Vector512.Load(aside + gate * lanes).StoreFirst(gates + gate * size + channel, rest);
        foreach (var to in (ReadOnlySpan<nint>)[(nint)cell, (nint)kept]) Vector512.Load(state[0]).StoreFirst((T*)to + channel, rest);
        foreach (var to in (ReadOnlySpan<nint>)[(nint)hidden, (nint)output]) Vector512.Load(state[1]).StoreFirst((T*)to + channel, rest);
    }

    static void BackwardRest(int size, int channel, T* gates, T* before, T* cell, T* hidden, T* carry, T* gradients, T* output)
    {
        var (lanes, rest) = (Vector512<T>.Count, size - channel);
        var aside = stackalloc T[12 * lanes];
        for (var gate = 0; gate < LstmGates.Count; gate++) Simd.LoadFirst(gates + gate * size + channel, rest).Store(aside + gate * lanes);
        var states = new NativeRows<T>(aside + LstmGates.Count * lanes, lanes);
        Simd.LoadFirst(before + channel, rest).Store(states[0]);
        Simd.LoadFirst(cell + channel, rest).Store(states[1]);
        Simd.LoadFirst(hidden + channel, rest).Store(states[2]);
        Simd.LoadFirst(carry + channel, rest).Store(states[3]);
        var results = states.From(4);
        Backward(1, lanes, new NativeRows<T>(aside, 0), states, states.From(1), states.From(2), states.From(3), results, results);
        Vector512.Load(states[3]).StoreFirst(carry + channel, rest);
        for (var gate = 0; gate < LstmGates.Count; gate++)
        {
            Vector512.Load(results[gate]).StoreFirst(gradients + gate * size + channel, rest);
            Vector512.Load(results[gate]).StoreFirst(output + gate * size + channel, rest);
        }
    }
}
