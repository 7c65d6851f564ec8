using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Pixel.Kernels.Lanes;

namespace Pixel.Kernels.Functions;

/// <summary>Functions over whole spans.</summary>
static class Elementwise<TLanes, TVector, T>
    where TLanes : struct, ILanes<TVector, T>
    where TVector : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply<TFunction>(ReadOnlySpan<T> x, Span<T> result) where TFunction : struct, IFunction<TVector>
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(result.Length, x.Length);
        ref var source = ref MemoryMarshal.GetReference(x);
        ref var target = ref MemoryMarshal.GetReference(result);
        nint i = 0;
        for (; i <= x.Length - TLanes.Count; i += TLanes.Count)
            TLanes.Store(TFunction.Of(TLanes.Load(ref Unsafe.Add(ref source, i))), ref Unsafe.Add(ref target, i));
        if (i == x.Length) return;
        Span<T> last = stackalloc T[TLanes.Count]; // a whole vector, of which the end of the span is the beginning
        x[(int)i..].CopyTo(last);
        Apply<TFunction>(last, last);
        last[..(x.Length - (int)i)].CopyTo(result[(int)i..]);
    }
}
