using System.Numerics;
using System.Runtime.InteropServices;
using Pixel.Kernels.Functions;
using Pixel.Kernels.Lanes;
using Pixel.Kernels.Products;

namespace Pixel.Kernels;

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
