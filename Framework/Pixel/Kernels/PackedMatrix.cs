using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Pixel.Kernels;

/// <summary>A matrix of inputs × outputs laid out for products with rows: in panels of a few outputs, each lane an output.</summary>
/// <remarks>
/// Each output is a sum over the inputs upwards, by fused multiply-add, from what it starts with: its bits depend neither on the vector
/// width nor on the number of rows.
/// </remarks>
/// <typeparam name="T">The arithmetic: <see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class PackedMatrix<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    const int CacheLine = 64;

    readonly VectorKernels<T> _kernels;
    readonly T[] _memory; // pinned: it stays where it is
    readonly int _first; // where the panels begin, at a cache line: a vector that lies in two lines takes twice as long to load
    readonly int _length;
    readonly T[] _zeros; // one an output

    /// <summary>Makes a matrix of zeros.</summary>
    /// <param name="inputs">The number of inputs.</param>
    /// <param name="outputs">The number of outputs, at least 1.</param>
    /// <param name="kernels">The arithmetic; null for this machine's.</param>
    public PackedMatrix(int inputs, int outputs, VectorKernels<T>? kernels = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(inputs);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        (Inputs, Outputs, _kernels) = (inputs, outputs, kernels ?? VectorKernels<T>.Default);
        var lanes = _kernels.Lanes;
        _length = checked((outputs + lanes - 1) / lanes * lanes * inputs);
        _memory = GC.AllocateArray<T>(checked(_length + CacheLine / Unsafe.SizeOf<T>()), pinned: true);
        _first = (int)(-Marshal.UnsafeAddrOfPinnedArrayElement(_memory, 0) & CacheLine - 1) / Unsafe.SizeOf<T>();
        _zeros = new T[outputs];
    }

    /// <summary>The number of inputs.</summary>
    public int Inputs { get; }

    /// <summary>The number of outputs.</summary>
    public int Outputs { get; }

    /// <summary>(panel, input, output of the panel); the last panel is one or two vectors wide, filled up with zeros.</summary>
    Span<T> Panels => _memory.AsSpan(_first, _length);

    /// <summary>Sets all weights.</summary>
    /// <param name="weight">The weight from an input to an output.</param>
    /// <returns>This matrix.</returns>
    public PackedMatrix<T> Pack(Func<int, int, T> weight)
    {
        var panels = Panels;
        for (var output = 0; output < Outputs; output++)
        {
            var (place, step) = PlaceOf(output);
            for (var input = 0; input < Inputs; input++, place += step) panels[place] = weight(input, output);
        }
        return this;
    }

    /// <summary>Sets all weights from memory, without allocating: a weight lies at input · <paramref name="inputStride"/> + output ·
    /// <paramref name="outputStride"/>. Strides exchanged pack the transposed matrix.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="inputStride">From an input to the next.</param>
    /// <param name="outputStride">From an output to the next.</param>
    public void Pack(ReadOnlySpan<T> weights, int inputStride, int outputStride)
    {
        var panels = Panels;
        for (var output = 0; output < Outputs; output++)
        {
            var (place, step) = PlaceOf(output);
            var source = output * outputStride;
            for (var input = 0; input < Inputs; input++, place += step, source += inputStride) panels[place] = weights[source];
        }
    }

    /// <summary>C = A · W, row by row.</summary>
    /// <param name="a">The rows of inputs.</param>
    /// <param name="aStride">From a row of inputs to the next.</param>
    /// <param name="c">Receives the rows of outputs; what lies between them is left alone.</param>
    /// <param name="cStride">From a row of outputs to the next.</param>
    /// <param name="rows">The number of rows.</param>
    public void Multiply(ReadOnlySpan<T> a, int aStride, Span<T> c, int cStride, int rows) => Multiply(_zeros, 0, a, aStride, c, cStride, rows);

    /// <summary>C = C + A · W, row by row.</summary>
    /// <param name="a">The rows of inputs.</param>
    /// <param name="aStride">From a row of inputs to the next.</param>
    /// <param name="c">The rows of outputs; what lies between them is left alone.</param>
    /// <param name="cStride">From a row of outputs to the next.</param>
    /// <param name="rows">The number of rows.</param>
    public void MultiplyAdd(ReadOnlySpan<T> a, int aStride, Span<T> c, int cStride, int rows) => Multiply(c, cStride, a, aStride, c, cStride, rows);

    /// <summary>C = S + A · W, row by row: the sums begin with S, such as a bias.</summary>
    /// <param name="start">The rows S, or one row for all with a stride of 0; may be the memory of <paramref name="c"/>.</param>
    /// <param name="startStride">From a row of S to the next.</param>
    /// <param name="a">The rows of inputs.</param>
    /// <param name="aStride">From a row of inputs to the next.</param>
    /// <param name="c">Receives the rows of outputs; what lies between them is left alone.</param>
    /// <param name="cStride">From a row of outputs to the next.</param>
    /// <param name="rows">The number of rows.</param>
    /// <exception cref="ArgumentException">A stride is negative, or the memory is too short for the rows.</exception>
    public void Multiply(ReadOnlySpan<T> start, int startStride, ReadOnlySpan<T> a, int aStride, Span<T> c, int cStride, int rows)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        if (rows == 0) return;
        Require(start.Length, startStride, Outputs, rows, nameof(start));
        Require(a.Length, aStride, Inputs, rows, nameof(a));
        Require(c.Length, cStride, Outputs, rows, nameof(c));
        _kernels.Multiply(
            Panels, Inputs, Outputs, ref MemoryMarshal.GetReference(a), aStride, ref MemoryMarshal.GetReference(start), startStride,
            ref MemoryMarshal.GetReference(c), cStride, rows);
    }

    /// <summary>C = S + A · W.</summary>
    /// <param name="start">S, as many rows as <paramref name="c"/>; may be the same memory.</param>
    /// <param name="a">As many rows of <see cref="Inputs"/> numbers.</param>
    /// <param name="c">Receives the rows of <see cref="Outputs"/> numbers.</param>
    /// <exception cref="ArgumentException">The rows do not fit.</exception>
    public void Multiply(Rows<T> start, Rows<T> a, Rows<T> c)
    {
        start.Require(c.Count, Outputs, nameof(start));
        a.Require(c.Count, Inputs, nameof(a));
        c.Require(c.Count, Outputs, nameof(c));
        _kernels.Multiply(Panels, Inputs, Outputs, ref a.First, a.Stride, ref start.First, start.Stride, ref c.First, c.Stride, c.Count);
    }

    /// <summary>C = A · W.</summary>
    /// <param name="a">As many rows of <see cref="Inputs"/> numbers as <paramref name="c"/> has.</param>
    /// <param name="c">Receives the rows of <see cref="Outputs"/> numbers.</param>
    /// <exception cref="ArgumentException">The rows do not fit.</exception>
    public void Multiply(Rows<T> a, Rows<T> c) => Multiply(new Rows<T>(_zeros, c.Count, 0, Outputs), a, c);

    /// <summary>C = C + A · W.</summary>
    /// <param name="a">As many rows of <see cref="Inputs"/> numbers as <paramref name="c"/> has.</param>
    /// <param name="c">The rows of <see cref="Outputs"/> numbers.</param>
    /// <exception cref="ArgumentException">The rows do not fit.</exception>
    public void MultiplyAdd(Rows<T> a, Rows<T> c) => Multiply(c, a, c);

    static void Require(int length, int stride, int size, int rows, string name)
    {
        if (stride < 0 || (rows - 1L) * stride + size > length)
            throw new ArgumentException($"{length} numbers do not hold {rows} rows of {size}, {stride} apart.", name);
    }

    /// <summary>Where an output's first weight lies, and how far on the next.</summary>
    (int Place, int Step) PlaceOf(int output)
    {
        var wide = 2 * _kernels.Lanes;
        var first = output / wide * wide;
        return (first * Inputs + output - first, Outputs - first > _kernels.Lanes ? wide : _kernels.Lanes);
    }
}
