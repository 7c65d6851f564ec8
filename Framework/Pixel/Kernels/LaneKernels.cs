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

    public override void Rectify(ReadOnlySpan<T> x, Span<T> result) =>
        Elementwise<TLanes, TVector, T>.Apply<FunctionsOfOne<TLanes, TVector, T>.Rectify>(x, result);

    public override void Add(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> result) => Elementwise<TLanes, TVector, T>.Add(x, y, result);

    public override void Softmax(ReadOnlySpan<T> logits, Span<T> probabilities)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(probabilities.Length, logits.Length);
        var (_, total) = Strands<TLanes, TVector, T>.Exponentials(logits, probabilities);
        Strands<TLanes, TVector, T>.Divide(probabilities, total);
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
