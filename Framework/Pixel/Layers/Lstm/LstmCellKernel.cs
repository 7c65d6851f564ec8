using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Pixel.Kernels.Functions;
using Pixel.Kernels.Lanes;
using Pixel.Kernels.Training;

namespace Pixel.Layers.Lstm;

/// <summary>The LSTM cell of training's managed path, for some positions at a time: forward, and backward by hand.</summary>
/// <typeparam name="T">The arithmetic.</typeparam>
abstract unsafe class LstmCellKernel<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The cell at the width of this processor's vectors: functions of wider ones are compiled to calls.</summary>
    public static LstmCellKernel<T> Default { get; } =
        Vector512.IsHardwareAccelerated ? new LstmCellKernel<Lanes512<T>, Vector512<T>, T>() : new LstmCellKernel<Lanes256<T>, Vector256<T>, T>();

    /// <summary>c = f⊙c' + i⊙g, h = o⊙tanh(c).</summary>
    /// <param name="count">Positions.</param>
    /// <param name="size">The channels h.</param>
    /// <param name="gates">o, f, i, g of h numbers each: before activation, and after it when the call returns.</param>
    /// <param name="cell">The cell state c', and c when the call returns.</param>
    /// <param name="hidden">Receives h.</param>
    /// <param name="output">Receives h as well.</param>
    /// <param name="kept">Receives c as well.</param>
    public abstract void Forward(
        int count, int size, NativeRows<T> gates, NativeRows<T> cell, NativeRows<T> hidden, NativeRows<T> output, NativeRows<T> kept);

    /// <summary>As <see cref="Forward"/> where there is no backward: neither gates nor states are kept, and two divisions of five are saved.</summary>
    /// <param name="count">Positions.</param>
    /// <param name="size">The channels h.</param>
    /// <param name="gates">o, f, i, g of h numbers each before activation; anything when the call returns.</param>
    /// <param name="cell">The cell state c', and c when the call returns.</param>
    /// <param name="hidden">Receives h.</param>
    /// <param name="output">Receives h as well.</param>
    public abstract void Evaluate(int count, int size, NativeRows<T> gates, NativeRows<T> cell, NativeRows<T> hidden, NativeRows<T> output);

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
    public abstract void Backward(
        int count, int size, NativeRows<T> gates, NativeRows<T> before, NativeRows<T> cell, NativeRows<T> hidden, NativeRows<T> carry,
        NativeRows<T> gradients, NativeRows<T> output);
}

/// <summary>The cell at one width.</summary>
/// <remarks>A position is a row of memory. Positions are independent, so that the processor works on several at once.</remarks>
sealed unsafe class LstmCellKernel<TLanes, TVector, T> : LstmCellKernel<T>
    where TLanes : struct, ILanes<TVector, T>
    where TVector : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Forward(
        int count, int size, NativeRows<T> gates, NativeRows<T> cell, NativeRows<T> hidden, NativeRows<T> output, NativeRows<T> kept)
    {
        var lanes = TLanes.Count;
        var whole = size / lanes * lanes;
        for (var row = 0; row < count; row++)
        {
            var gate = gates[row];
            for (var channel = 0; channel < whole; channel += lanes)
            {
                var at = gate + channel;
                var o = VectorMath<TLanes, TVector, T>.Sigmoid(Load(at));
                var f = VectorMath<TLanes, TVector, T>.Sigmoid(Load(at + size));
                var i = VectorMath<TLanes, TVector, T>.Sigmoid(Load(at + 2 * size));
                var g = VectorMath<TLanes, TVector, T>.Tanh(Load(at + 3 * size));
                var c = TLanes.MultiplyAdd(i, g, TLanes.Multiply(f, Load(cell[row] + channel)));
                var h = TLanes.Multiply(o, VectorMath<TLanes, TVector, T>.Tanh(c));
                Store(o, at);
                Store(f, at + size);
                Store(i, at + 2 * size);
                Store(g, at + 3 * size);
                Store(c, cell[row] + channel);
                Store(c, kept[row] + channel);
                Store(h, hidden[row] + channel);
                Store(h, output[row] + channel);
            }
            if (whole < size) ForwardRest(size, whole, gate, cell[row], hidden[row], output[row], kept[row]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Evaluate(int count, int size, NativeRows<T> gates, NativeRows<T> cell, NativeRows<T> hidden, NativeRows<T> output)
    {
        var lanes = TLanes.Count;
        var whole = size / lanes * lanes;
        for (var row = 0; row < count; row++)
        {
            var gate = gates[row];
            for (var channel = 0; channel < whole; channel += lanes)
            {
                var at = gate + channel;
                var candidate = VectorMath<TLanes, TVector, T>.Gated(Load(at + 2 * size), Load(at + 3 * size));
                var forget = VectorMath<TLanes, TVector, T>.Sigmoid(Load(at + size));
                var c = TLanes.MultiplyAdd(forget, Load(cell[row] + channel), candidate);
                var h = VectorMath<TLanes, TVector, T>.Gated(Load(at), c);
                Store(c, cell[row] + channel);
                Store(h, hidden[row] + channel);
                Store(h, output[row] + channel);
            }
            if (whole < size) ForwardRest(size, whole, gate, cell[row], hidden[row], output[row], cell[row]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Backward(
        int count, int size, NativeRows<T> gates, NativeRows<T> before, NativeRows<T> cell, NativeRows<T> hidden, NativeRows<T> carry,
        NativeRows<T> gradients, NativeRows<T> output)
    {
        var lanes = TLanes.Count;
        var whole = size / lanes * lanes;
        var one = TLanes.Fill(T.One);
        for (var row = 0; row < count; row++)
        {
            for (var channel = 0; channel < whole; channel += lanes)
            {
                var at = gates[row] + channel;
                var (o, f, i, g) = (Load(at), Load(at + size), Load(at + 2 * size), Load(at + 3 * size));
                var dh = Load(hidden[row] + channel);
                var tanh = VectorMath<TLanes, TVector, T>.Tanh(Load(cell[row] + channel));
                var slope = TLanes.Subtract(one, TLanes.Multiply(tanh, tanh));
                var dc = TLanes.MultiplyAdd(TLanes.Multiply(dh, o), slope, Load(carry[row] + channel));
                var to = gradients[row] + channel;
                var also = output[row] + channel;
                Both(TLanes.Multiply(TLanes.Multiply(dh, tanh), SigmoidSlope(o)), to, also);
                Both(TLanes.Multiply(TLanes.Multiply(dc, Load(before[row] + channel)), SigmoidSlope(f)), to + size, also + size);
                Both(TLanes.Multiply(TLanes.Multiply(dc, g), SigmoidSlope(i)), to + 2 * size, also + 2 * size);
                Both(TLanes.Multiply(TLanes.Multiply(dc, i), TLanes.Subtract(one, TLanes.Multiply(g, g))), to + 3 * size, also + 3 * size);
                Store(TLanes.Multiply(dc, f), carry[row] + channel);
            }
            if (whole < size) BackwardRest(size, whole, gates[row], before[row], cell[row], hidden[row], carry[row], gradients[row], output[row]);
        }
    }

    /// <summary>The channels that fill no vector, moved to one that they begin.</summary>
    void ForwardRest(int size, int channel, T* gates, T* cell, T* hidden, T* output, T* kept)
    {
        var (lanes, rest) = (TLanes.Count, size - channel);
        var aside = stackalloc T[6 * lanes];
        for (var gate = 0; gate < LstmGates.Count; gate++) Move(gates + gate * size + channel, aside + gate * lanes, rest);
        var state = new NativeRows<T>(aside + LstmGates.Count * lanes, lanes);
        Move(cell + channel, state[0], rest);
        Forward(1, lanes, new NativeRows<T>(aside, 0), state, state.From(1), state.From(1), state);
        for (var gate = 0; gate < LstmGates.Count; gate++) Move(aside + gate * lanes, gates + gate * size + channel, rest);
        Move(state[0], cell + channel, rest);
        Move(state[0], kept + channel, rest);
        Move(state[1], hidden + channel, rest);
        Move(state[1], output + channel, rest);
    }

    void BackwardRest(int size, int channel, T* gates, T* before, T* cell, T* hidden, T* carry, T* gradients, T* output)
    {
        var (lanes, rest) = (TLanes.Count, size - channel);
        var aside = stackalloc T[12 * lanes];
        for (var gate = 0; gate < LstmGates.Count; gate++) Move(gates + gate * size + channel, aside + gate * lanes, rest);
        var states = new NativeRows<T>(aside + LstmGates.Count * lanes, lanes);
        Move(before + channel, states[0], rest);
        Move(cell + channel, states[1], rest);
        Move(hidden + channel, states[2], rest);
        Move(carry + channel, states[3], rest);
        var results = states.From(4);
        Backward(1, lanes, new NativeRows<T>(aside, 0), states, states.From(1), states.From(2), states.From(3), results, results);
        Move(states[3], carry + channel, rest);
        for (var gate = 0; gate < LstmGates.Count; gate++)
        {
            Move(results[gate], gradients + gate * size + channel, rest);
            Move(results[gate], output + gate * size + channel, rest);
        }
    }

    /// <summary>σ' where σ is s.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TVector SigmoidSlope(TVector s) => TLanes.Multiply(s, TLanes.Subtract(TLanes.Fill(T.One), s));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TVector Load(T* from) => TLanes.Load(ref *from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Store(TVector value, T* to) => TLanes.Store(value, ref *to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Both(TVector value, T* to, T* also)
    {
        Store(value, to);
        Store(value, also);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Move(T* from, T* to, int count)
    {
        for (var i = 0; i < count; i++) to[i] = from[i];
    }
}
