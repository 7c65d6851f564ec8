using System.Runtime.CompilerServices;

namespace Pixel.Kernels.Training;

/// <summary>Working memory of one computation, aligned to cache lines; given back when disposed, and used again by the same thread.</summary>
/// <typeparam name="T">The numbers.</typeparam>
readonly unsafe struct Scratch<T> : IDisposable where T : unmanaged
{
    const int Alignment = 64;

    [ThreadStatic] static List<T[]>? _free;

    readonly T[] _memory;

    /// <summary>Takes memory; what it holds is left over from before.</summary>
    /// <param name="length">Numbers.</param>
    public Scratch(long length)
    {
        _memory = Take(checked((int)(length + Alignment / sizeof(T))));
        Start = (T*)(((nint)Unsafe.AsPointer(ref _memory[0]) + Alignment - 1) & ~(nint)(Alignment - 1));
    }

    /// <summary>The first number.</summary>
    public T* Start { get; }

    /// <summary>Gives the memory back.</summary>
    public void Dispose() => _free!.Add(_memory);

    /// <summary>The smallest free memory that is large enough; where there is none, the largest makes room for a larger one.</summary>
    static T[] Take(int length)
    {
        _free ??= [];
        var (best, largest) = (-1, -1);
        for (var i = 0; i < _free.Count; i++)
        {
            if (_free[i].Length >= length && (best < 0 || _free[i].Length < _free[best].Length)) best = i;
            if (largest < 0 || _free[i].Length > _free[largest].Length) largest = i;
        }
        var memory = best >= 0 ? _free[best] : GC.AllocateUninitializedArray<T>(length, pinned: true);
        if (largest >= 0) _free.RemoveAt(best >= 0 ? best : largest);
        return memory;
    }
}

/// <summary>Rows of numbers in memory.</summary>
/// <typeparam name="T">The numbers.</typeparam>
/// <param name="start">The first row.</param>
/// <param name="stride">From a row to the next, in numbers.</param>
readonly unsafe struct NativeRows<T>(T* start, nint stride) where T : unmanaged
{
    /// <summary>From a row to the next, in numbers.</summary>
    public nint Stride => stride;

    /// <summary>The start of a row.</summary>
    public T* this[nint row] => start + row * stride;

    /// <summary>The rows from one on.</summary>
    public NativeRows<T> From(nint row) => new(this[row], stride);
}
