using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Pixel.Kernels.Training;

namespace Pixel.Layers.Lstm;

/// <summary>The LSTM cell of training's managed path, at one position: forward, and backward by hand.</summary>
/// <typeparam name="T">The arithmetic.</typeparam>
static unsafe class LstmCellKernel<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>c = f⊙c' + i⊙g, h = o⊙tanh(c).</summary>
    /// <param name="size">The channels h.</param>
    /// <param name="gates">o, f, i, g of h numbers each: before activation, and after it when the call returns.</param>
    /// <param name="before">The cell state c'.</param>
    /// <param name="cell">Receives c; may be <paramref name="before"/>.</param>
    /// <param name="hidden">Receives h.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward(int size, T* gates, T* before, T* cell, T* hidden)
    {
        var lanes = Vector512<T>.Count;
        var channel = 0;
        for (; channel <= size - lanes; channel += lanes)
        {
            var at = gates + channel;
            var o = Simd.Sigmoid(Vector512.Load(at));
            var f = Simd.Sigmoid(Vector512.Load(at + size));
            var i = Simd.Sigmoid(Vector512.Load(at + 2 * size));
            var g = Simd.Tanh(Vector512.Load(at + 3 * size));
            var next = Simd.MultiplyAdd(i, g, f * Vector512.Load(before + channel));
            o.Store(at);
            f.Store(at + size);
            i.Store(at + 2 * size);
            g.Store(at + 3 * size);
            next.Store(cell + channel);
            (o * Simd.Tanh(next)).Store(hidden + channel);
        }
        if (channel < size) ForwardRest(size, channel, gates, before, cell, hidden);
    }

    /// <summary>The gradients of a cell.</summary>
    /// <param name="size">The channels h.</param>
    /// <param name="gates">o, f, i, g after activation.</param>
    /// <param name="before">The cell state c'.</param>
    /// <param name="cell">The cell state c.</param>
    /// <param name="hidden">The gradient of h.</param>
    /// <param name="carry">The gradient of c from the cell after this one; receives that of c'.</param>
    /// <param name="gradients">Receives those of o, f, i, g before activation.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward(int size, T* gates, T* before, T* cell, T* hidden, T* carry, T* gradients)
    {
        var lanes = Vector512<T>.Count;
        var one = Vector512<T>.One;
        var channel = 0;
        for (; channel <= size - lanes; channel += lanes)
        {
            var at = gates + channel;
            var (o, f) = (Vector512.Load(at), Vector512.Load(at + size));
            var (i, g) = (Vector512.Load(at + 2 * size), Vector512.Load(at + 3 * size));
            var (dh, tanh) = (Vector512.Load(hidden + channel), Simd.Tanh(Vector512.Load(cell + channel)));
            var dc = Simd.MultiplyAdd(dh * o, one - tanh * tanh, Vector512.Load(carry + channel));
            var to = gradients + channel;
            (dh * tanh * (o * (one - o))).Store(to);
            (dc * Vector512.Load(before + channel) * (f * (one - f))).Store(to + size);
            (dc * g * (i * (one - i))).Store(to + 2 * size);
            (dc * i * (one - g * g)).Store(to + 3 * size);
            (dc * f).Store(carry + channel);
        }
        if (channel < size) BackwardRest(size, channel, gates, before, cell, hidden, carry, gradients);
    }

    /// <summary>The channels that fill no vector, moved to one that they begin.</summary>
    static void ForwardRest(int size, int channel, T* gates, T* before, T* cell, T* hidden)
    {
        var (lanes, rest) = (Vector512<T>.Count, size - channel);
        var aside = stackalloc T[6 * lanes];
        for (var gate = 0; gate < LstmGates.Count; gate++) Simd.LoadFirst(gates + gate * size + channel, rest).Store(aside + gate * lanes);
        var state = aside + 4 * lanes;
        var output = state + lanes;
        Simd.LoadFirst(before + channel, rest).Store(state);
        Forward(lanes, aside, state, state, output);
        for (var gate = 0; gate < LstmGates.Count; gate++) Vector512.Load(aside + gate * lanes).StoreFirst(gates + gate * size + channel, rest);
        Vector512.Load(state).StoreFirst(cell + channel, rest);
        Vector512.Load(output).StoreFirst(hidden + channel, rest);
    }

    static void BackwardRest(int size, int channel, T* gates, T* before, T* cell, T* hidden, T* carry, T* gradients)
    {
        var (lanes, rest) = (Vector512<T>.Count, size - channel);
        var aside = stackalloc T[12 * lanes];
        for (var gate = 0; gate < LstmGates.Count; gate++) Simd.LoadFirst(gates + gate * size + channel, rest).Store(aside + gate * lanes);
        var states = aside + 4 * lanes;
        Simd.LoadFirst(before + channel, rest).Store(states);
        Simd.LoadFirst(cell + channel, rest).Store(states + lanes);
        Simd.LoadFirst(hidden + channel, rest).Store(states + 2 * lanes);
        Simd.LoadFirst(carry + channel, rest).Store(states + 3 * lanes);
        var results = aside + 8 * lanes;
        Backward(lanes, aside, states, states + lanes, states + 2 * lanes, states + 3 * lanes, results);
        Vector512.Load(states + 3 * lanes).StoreFirst(carry + channel, rest);
        for (var gate = 0; gate < LstmGates.Count; gate++) Vector512.Load(results + gate * lanes).StoreFirst(gradients + gate * size + channel, rest);
    }
}
