using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Pixel.Kernels.Lanes;

namespace Pixel.Kernels.Functions;

/// <summary>A vector of which only the first lanes are ours: the end of a row.</summary>
static class Part<TLanes, TVector, T>
    where TLanes : struct, ILanes<TVector, T>
    where TVector : struct
    where T : unmanaged
{
    /// <summary>A whole vector, or as many lanes as the row has left and zeros in the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Load(ref T source, int left) => left >= TLanes.Count ? TLanes.Load(ref source) : LoadFirst(ref source, left);

    /// <summary>Stores a whole vector, or as many lanes as the row has left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(TVector value, ref T target, int left)
    {
        if (left >= TLanes.Count) TLanes.Store(value, ref target);
        else StoreFirst(value, ref target, left);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static TVector LoadFirst(ref T source, int count)
    {
        Span<T> lanes = stackalloc T[TLanes.Count];
        MemoryMarshal.CreateReadOnlySpan(ref source, count).CopyTo(lanes);
        return TLanes.Load(ref MemoryMarshal.GetReference(lanes));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static void StoreFirst(TVector value, ref T target, int count)
    {
        Span<T> lanes = stackalloc T[TLanes.Count];
        TLanes.Store(value, ref MemoryMarshal.GetReference(lanes));
        lanes[..count].CopyTo(MemoryMarshal.CreateSpan(ref target, count));
    }
}
