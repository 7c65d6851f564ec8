using System.Runtime.InteropServices;

namespace Pixel.Kernels;

/// <summary>Rows of numbers at even distances in memory: what the kernels read and write.</summary>
/// <typeparam name="T">A number.</typeparam>
public readonly ref struct Rows<T> where T : unmanaged
{
    readonly Span<T> _memory;

    /// <summary>Views memory as rows.</summary>
    /// <param name="memory">The first row and all after it.</param>
    /// <param name="count">The number of rows.</param>
    /// <param name="stride">From a row to the next; 0 for the same row again and again, less than a row where rows overlap.</param>
    /// <param name="size">Numbers of a row.</param>
    /// <exception cref="ArgumentException">A size is negative, or the memory is too short.</exception>
    public Rows(Span<T> memory, int count, int stride, int size)
    {
        if ((count | stride | size) < 0 || (count > 0 && (count - 1L) * stride + size > memory.Length)) ThrowTooShort(memory.Length, count, stride, size);
        _memory = memory;
        (Count, Stride, Size) = (count, stride, size);
    }

    /// <summary>The number of rows.</summary>
    public int Count { get; }

    /// <summary>From a row to the next.</summary>
    public int Stride { get; }

    /// <summary>Numbers of a row.</summary>
    public int Size { get; }

    /// <summary>A row.</summary>
    /// <param name="row">0 … <see cref="Count"/> − 1.</param>
    public Span<T> this[int row] => _memory.Slice(row * Stride, Size);

    /// <summary>Some of the rows.</summary>
    /// <param name="first">The first of them.</param>
    /// <param name="step">Each, or every second, …</param>
    /// <param name="count">How many.</param>
    public Rows<T> Every(int first, int step, int count) => new(_memory[(first * Stride)..], count, step * Stride, Size);

    /// <summary>A part of each row.</summary>
    /// <param name="first">Its first number.</param>
    /// <param name="size">How many numbers.</param>
    public Rows<T> Part(int first, int size) => new(_memory[first..], Count, Stride, size);

    /// <summary>Whether nothing lies between the rows.</summary>
    internal bool IsDense => Stride == Size;

    internal ref T First => ref MemoryMarshal.GetReference(_memory);

    /// <summary>Copies all rows.</summary>
    /// <param name="target">As many rows of the same size.</param>
    /// <exception cref="ArgumentException">The target has another shape.</exception>
    public void CopyTo(Rows<T> target)
    {
        target.Require(Count, Size, nameof(target));
        if (IsDense && target.IsDense) _memory[..(Count * Size)].CopyTo(target._memory);
        else
            for (var row = 0; row < Count; row++) this[row].CopyTo(target[row]);
    }

    /// <summary>Sets all numbers to zero.</summary>
    public void Clear()
    {
        for (var row = 0; row < Count; row++) this[row].Clear();
    }

    internal void Require(int count, int size, string name)
    {
        if (Count != count || Size != size) ThrowUnfit(count, size, name);
    }

    static void ThrowTooShort(int length, int count, int stride, int size) =>
        throw new ArgumentException($"{length} numbers do not hold {count} rows of {size}, {stride} apart.");

    void ThrowUnfit(int count, int size, string name) =>
        throw new ArgumentException($"{count} rows of {size} are needed, not {Count} of {Size}.", name);
}
