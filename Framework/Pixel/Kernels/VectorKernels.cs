using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Pixel.Kernels.Functions;
using Pixel.Kernels.Lanes;
using Pixel.Kernels.Products;

namespace Pixel.Kernels;

/// <summary>The arithmetic of the step face at a vector width: functions of numbers, and of rows of them. All widths give the same bits.</summary>
/// <typeparam name="T">The arithmetic: <see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class VectorKernels<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    static VectorKernels<T>? _default;

    internal VectorKernels(VectorWidth width) => Width = width;

    /// <summary>The kernels of this machine's width.</summary>
    /// <exception cref="VectorWidthException"><see cref="VectorMachine.Switch"/> names no width.</exception>
    public static VectorKernels<T> Default => _default ??= Of(VectorMachine.Width);

    /// <summary>The vector width.</summary>
    public VectorWidth Width { get; }

    /// <summary>Lanes of a vector.</summary>
    internal abstract int Lanes { get; }

    /// <summary>The kernels of a width, which the machine may have or emulate.</summary>
    /// <param name="width">The width.</param>
    /// <exception cref="NotSupportedException">The arithmetic is neither float32 nor float64.</exception>
    public static VectorKernels<T> Of(VectorWidth width)
    {
        if (typeof(T) != typeof(float) && typeof(T) != typeof(double))
            throw new NotSupportedException($"The kernels compute in float32 and float64, not in {typeof(T).Name}.");
        return width switch
        {
            VectorWidth.Bits512 => new LaneKernels<Lanes512<T>, Vector512<T>, T>(width),
            VectorWidth.Bits256 => new LaneKernels<Lanes256<T>, Vector256<T>, T>(width),
            VectorWidth.Bits128 => new LaneKernels<Lanes128<T>, Vector128<T>, T>(width),
            VectorWidth.Scalar => new LaneKernels<OneLane<T>, T, T>(width),
            _ => throw new ArgumentOutOfRangeException(nameof(width), width, "There is no such vector width."),
        };
    }

    /// <summary>e to the power of each number.</summary>
    /// <remarks>Within 2 ulps where the value is a normal number; 0 below the least of those. Above 127.5 · ln 2 (float32)
    /// and 1023.5 · ln 2 (float64) infinity. NaN stays NaN.</remarks>
    /// <param name="x">The numbers.</param>
    /// <param name="result">As many; may be the same memory.</param>
    public abstract void Exp(ReadOnlySpan<T> x, Span<T> result);

    /// <summary>1 / (1 + e⁻ˣ) of each number.</summary>
    /// <remarks>Within 4 ulps down to the value at −127.5 · ln 2 (float32) and −1023.5 · ln 2 (float64), 0 below. NaN stays NaN.</remarks>
    /// <param name="x">The numbers.</param>
    /// <param name="result">As many; may be the same memory.</param>
    public abstract void Sigmoid(ReadOnlySpan<T> x, Span<T> result);

    /// <summary>The hyperbolic tangent of each number.</summary>
    /// <remarks>Within 5 ulps. NaN stays NaN.</remarks>
    /// <param name="x">The numbers.</param>
    /// <param name="result">As many; may be the same memory.</param>
    public abstract void Tanh(ReadOnlySpan<T> x, Span<T> result);

    /// <summary>max(0, x) of each number of some rows. NaN stays NaN.</summary>
    /// <param name="x">The rows.</param>
    /// <param name="result">As many rows of the same size; may be the same memory.</param>
    public abstract void Rectify(Rows<T> x, Rows<T> result);

    /// <summary>The sum of two matrices.</summary>
    /// <param name="x">The rows of the first.</param>
    /// <param name="y">As many rows of the same size.</param>
    /// <param name="result">As many rows of the same size; may be the memory of either.</param>
    public abstract void Add(Rows<T> x, Rows<T> y, Rows<T> result);

    /// <summary>tanh(f) ⊙ σ(g), or f ⊙ σ(g), of rows f | g (Gated PixelCNN, equation 2; PixelCNN++).</summary>
    /// <param name="x">The rows f | g, 2s a row.</param>
    /// <param name="squash">Whether f passes through tanh.</param>
    /// <param name="result">As many rows of s; other memory.</param>
    public abstract void Gate(Rows<T> x, bool squash, Rows<T> result);

    /// <summary>x above 0, else eˣ − 1, of each number of some rows.</summary>
    /// <param name="x">The rows.</param>
    /// <param name="result">As many rows of the same size; may be the same memory.</param>
    public abstract void Elu(Rows<T> x, Rows<T> result);

    /// <summary>elu(x) | elu(−x) (PixelCNN++).</summary>
    /// <param name="x">The rows, s a row.</param>
    /// <param name="result">As many rows of 2s; other memory.</param>
    public abstract void ConcatElu(Rows<T> x, Rows<T> result);

    /// <summary>The gradient of <see cref="Gate"/>; all rows lie close together.</summary>
    /// <param name="x">The rows f | g, 2s a row.</param>
    /// <param name="squash">Whether f passed through tanh.</param>
    /// <param name="gradient">That of the result, s a row.</param>
    /// <param name="result">Receives that of x; other memory.</param>
    internal abstract void GateGradient(Rows<T> x, bool squash, Rows<T> gradient, Rows<T> result);

    /// <summary>The gradient of <see cref="ConcatElu"/>; all rows lie close together.</summary>
    /// <param name="x">The rows, s a row.</param>
    /// <param name="gradient">That of the result, 2s a row.</param>
    /// <param name="result">Receives that of x; other memory.</param>
    internal abstract void ConcatEluGradient(Rows<T> x, Rows<T> gradient, Rows<T> result);

    /// <summary>The LSTM cell (paper, equation 3): gates o | f | i | g of some cells each, o, f, i through a sigmoid, g through tanh;
    /// c = f ⊙ c' + i ⊙ g, h = o ⊙ tanh(c).</summary>
    /// <param name="gates">The gates, 4s a row, or one term of them.</param>
    /// <param name="state">The other term of the gates, 4s a row.</param>
    /// <param name="before">The cell states before, s a row.</param>
    /// <param name="cell">Receives the cell states, s a row; may be the memory of <paramref name="before"/>.</param>
    /// <param name="hidden">Receives the hidden states, s a row.</param>
    public abstract void LstmCell(Rows<T> gates, Rows<T> state, Rows<T> before, Rows<T> cell, Rows<T> hidden);

    /// <summary>The sum of all numbers, in 16 strands, then of the strands in pairs, whatever the width.</summary>
    /// <param name="x">The numbers.</param>
    public abstract T Sum(ReadOnlySpan<T> x);

    /// <summary>Probabilities from logits: e to the power of each over the sum of all.</summary>
    /// <remarks>The sum is that of <see cref="Sum"/>.</remarks>
    /// <param name="logits">The logits, at least one.</param>
    /// <param name="probabilities">As many; may be the same memory.</param>
    public abstract void Softmax(ReadOnlySpan<T> logits, Span<T> probabilities);

    /// <summary>Logarithms of probabilities from logits: each less the logarithm of the sum of the exponentials.</summary>
    /// <param name="logits">The logits, at least one.</param>
    /// <param name="logarithms">As many; may be the same memory.</param>
    public abstract void LogSoftmax(ReadOnlySpan<T> logits, Span<T> logarithms);

    internal abstract void Multiply(
        ReadOnlySpan<T> panels, int inputs, int outputs, ref T a, nint aStride, ref T start, nint startStride, ref T c, nint cStride, nint rows);
}

/// <summary>The kernels of one vector width.</summary>
sealed class LaneKernels<TLanes, TVector, T>(VectorWidth width) : VectorKernels<T>(width)
    where TLanes : struct, ILanes<TVector, T>
    where TVector : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    internal override int Lanes => TLanes.Count;

    public override void Exp(ReadOnlySpan<T> x, Span<T> result) =>
        Elementwise<TLanes, TVector, T>.Apply<FunctionsOfOne<TLanes, TVector, T>.Exp>(x, result);

    public override void Sigmoid(ReadOnlySpan<T> x, Span<T> result) =>
        Elementwise<TLanes, TVector, T>.Apply<FunctionsOfOne<TLanes, TVector, T>.Sigmoid>(x, result);

    public override void Tanh(ReadOnlySpan<T> x, Span<T> result) =>
        Elementwise<TLanes, TVector, T>.Apply<FunctionsOfOne<TLanes, TVector, T>.Tanh>(x, result);

    public override void Rectify(Rows<T> x, Rows<T> result)
    {
        result.Require(x.Count, x.Size, nameof(result));
        var (count, size) = x.IsDense && result.IsDense ? (1, x.Count * x.Size) : (x.Count, x.Size);
        RowFunctions<TLanes, TVector, T>.Rectify(ref x.First, x.Stride, ref result.First, result.Stride, count, size);
    }

    public override void Add(Rows<T> x, Rows<T> y, Rows<T> result)
    {
        y.Require(x.Count, x.Size, nameof(y));
        result.Require(x.Count, x.Size, nameof(result));
        var (count, size) = x.IsDense && y.IsDense && result.IsDense ? (1, x.Count * x.Size) : (x.Count, x.Size);
        RowFunctions<TLanes, TVector, T>.Add(ref x.First, x.Stride, ref y.First, y.Stride, ref result.First, result.Stride, count, size);
    }

    public override void Gate(Rows<T> x, bool squash, Rows<T> result)
    {
        x.Require(result.Count, 2 * result.Size, nameof(x));
        GateFunctions<TLanes, TVector, T>.Gate(ref x.First, x.Stride, ref result.First, result.Stride, result.Count, result.Size, squash);
    }

    public override void Elu(Rows<T> x, Rows<T> result)
    {
        result.Require(x.Count, x.Size, nameof(result));
        GateFunctions<TLanes, TVector, T>.Elu(ref x.First, x.Stride, ref result.First, result.Stride, x.Count, x.Size);
    }

    public override void ConcatElu(Rows<T> x, Rows<T> result)
    {
        result.Require(x.Count, 2 * x.Size, nameof(result));
        GateFunctions<TLanes, TVector, T>.ConcatElu(ref x.First, x.Stride, ref result.First, result.Stride, x.Count, x.Size);
    }

    internal override void GateGradient(Rows<T> x, bool squash, Rows<T> gradient, Rows<T> result)
    {
        x.Require(gradient.Count, 2 * gradient.Size, nameof(x));
        result.Require(x.Count, x.Size, nameof(result));
        GateFunctions<TLanes, TVector, T>.GateGradient(ref x.First, ref gradient.First, ref result.First, x.Count, gradient.Size, squash);
    }

    internal override void ConcatEluGradient(Rows<T> x, Rows<T> gradient, Rows<T> result)
    {
        gradient.Require(x.Count, 2 * x.Size, nameof(gradient));
        result.Require(x.Count, x.Size, nameof(result));
        GateFunctions<TLanes, TVector, T>.ConcatEluGradient(ref x.First, ref gradient.First, ref result.First, x.Count, x.Size);
    }

    public override void LstmCell(Rows<T> gates, Rows<T> state, Rows<T> before, Rows<T> cell, Rows<T> hidden)
    {
        var (rows, size) = (hidden.Count, hidden.Size);
        gates.Require(rows, 4 * size, nameof(gates));
        state.Require(rows, 4 * size, nameof(state));
        before.Require(rows, size, nameof(before));
        cell.Require(rows, size, nameof(cell));
        Cells<TLanes, TVector, T>.Compute(gates, state, before, cell, hidden);
    }

    public override T Sum(ReadOnlySpan<T> x) => Strands<TLanes, TVector, T>.Sum(x);

    public override void Softmax(ReadOnlySpan<T> logits, Span<T> probabilities)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(probabilities.Length, logits.Length);
        var (_, total) = Strands<TLanes, TVector, T>.Exponentials(logits, probabilities);
        Strands<TLanes, TVector, T>.Scale(probabilities, T.One / total);
    }

    public override void LogSoftmax(ReadOnlySpan<T> logits, Span<T> logarithms)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(logarithms.Length, logits.Length);
        Span<T> exponentials = logits.Length <= 256 ? stackalloc T[256] : new T[logits.Length];
        var (highest, total) = Strands<TLanes, TVector, T>.Exponentials(logits, exponentials[..logits.Length]);
        var logarithm = T.CreateTruncating(Logarithm.Of(double.CreateTruncating(total)));
        for (var i = 0; i < logits.Length; i++) logarithms[i] = logits[i] - highest - logarithm;
    }

    internal override void Multiply(
        ReadOnlySpan<T> panels, int inputs, int outputs, ref T a, nint aStride, ref T start, nint startStride, ref T c, nint cStride, nint rows) =>
        PanelProduct<TLanes, TVector, T>.Multiply(
            ref MemoryMarshal.GetReference(panels), inputs, outputs, ref a, aStride, ref start, startStride, ref c, cStride, rows);
}
