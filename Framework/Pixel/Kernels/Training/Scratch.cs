using System.Runtime.CompilerServices;

namespace Pixel.Kernels.Training;

/// <summary>Working memory of one computation, aligned to cache lines; given back when disposed, and used again by the same thread.</summary>
/// <typeparam name="T">The numbers.</typeparam>
readonly unsafe struct Scratch<T> : IDisposable where T : unmanaged
{
    const int Alignment = 64;

    [ThreadStatic] static Stack<T[]>? _free;

    readonly T[] _memory;

    /// <summary>Takes memory; what it holds is left over from before.</summary>
    /// <param name="length">Numbers.</param>
    public Scratch(long length)
    {
        _free ??= new Stack<T[]>();
        var needed = checked((int)(length + Alignment / sizeof(T)));
        if (!_free.TryPop(out var memory) || memory.Length < needed) memory = GC.AllocateUninitializedArray<T>(needed, pinned: true);
        _memory = memory;
        Start = (T*)(((nint)Unsafe.AsPointer(ref memory[0]) + Alignment - 1) & ~(nint)(Alignment - 1));
    }

    /// <summary>The first number.</summary>
    public T* Start { get; }

    /// <summary>Gives the memory back.</summary>
    public void Dispose() => _free!.Push(_memory);
}
