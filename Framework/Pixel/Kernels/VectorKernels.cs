using System.Numerics;
using System.Runtime.Intrinsics;
using Pixel.Kernels.Lanes;

namespace Pixel.Kernels;

/// <summary>The arithmetic of the step face at a vector width. All widths give the same bits.</summary>
/// <typeparam name="T">The arithmetic: <see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class VectorKernels<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    static readonly VectorKernels<T> Widest = Of(VectorMachine.Width);

    internal VectorKernels(VectorWidth width) => Width = width;

    /// <summary>The kernels of this machine's width.</summary>
    public static VectorKernels<T> Default => Widest;

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

    /// <summary>max(0, x) of each number. NaN stays NaN.</summary>
    /// <param name="x">The numbers.</param>
    /// <param name="result">As many; may be the same memory.</param>
    public abstract void Rectify(ReadOnlySpan<T> x, Span<T> result);

    /// <summary>The sum of two vectors.</summary>
    /// <param name="x">The first.</param>
    /// <param name="y">As many numbers.</param>
    /// <param name="result">As many; may be the memory of either.</param>
    public abstract void Add(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> result);

    /// <summary>Probabilities from logits: e to the power of each over the sum of all.</summary>
    /// <remarks>The sum is taken in 16 strands, then of the strands in pairs, whatever the width.</remarks>
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
