using System.Runtime.CompilerServices;
using Pixel.Kernels.Lanes;

namespace Pixel.Kernels.Products;

/// <summary>Products of a few rows with a panel one vector wide, all sums in registers.</summary>
/// <remarks>
/// Each sum begins at its <c>start</c> and adds a[k] · w[k], k upwards, rounded once a term: the bits are those of any other tile.
/// <c>start</c> may be <c>c</c> itself, or one row for all with a stride of 0.
/// </remarks>
static class NarrowTiles<TLanes, TVector, T>
    where TLanes : struct, ILanes<TVector, T>
    where TVector : struct
    where T : unmanaged
{
    /// <summary>Eight rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Eight(
        ref T a, nint aStride, ref T w, nint depth, ref T start, nint startStride, ref T c, nint cStride)
    {
        ref var a1 = ref Unsafe.Add(ref a, aStride);
        ref var a2 = ref Unsafe.Add(ref a, 2 * aStride);
        ref var a3 = ref Unsafe.Add(ref a, 3 * aStride);
        ref var a4 = ref Unsafe.Add(ref a, 4 * aStride);
        ref var a5 = ref Unsafe.Add(ref a, 5 * aStride);
        ref var a6 = ref Unsafe.Add(ref a, 6 * aStride);
        ref var a7 = ref Unsafe.Add(ref a, 7 * aStride);
        var s00 = TLanes.Load(ref start);
        var s10 = TLanes.Load(ref Unsafe.Add(ref start, startStride));
        var s20 = TLanes.Load(ref Unsafe.Add(ref start, 2 * startStride));
        var s30 = TLanes.Load(ref Unsafe.Add(ref start, 3 * startStride));
        var s40 = TLanes.Load(ref Unsafe.Add(ref start, 4 * startStride));
        var s50 = TLanes.Load(ref Unsafe.Add(ref start, 5 * startStride));
        var s60 = TLanes.Load(ref Unsafe.Add(ref start, 6 * startStride));
        var s70 = TLanes.Load(ref Unsafe.Add(ref start, 7 * startStride));
        for (nint k = 0; k < depth; k++)
        {
            var w0 = TLanes.Load(ref w);
            w = ref Unsafe.Add(ref w, TLanes.Count);
            var x = TLanes.Fill(Unsafe.Add(ref a, k));
            s00 = TLanes.MultiplyAdd(x, w0, s00);
            x = TLanes.Fill(Unsafe.Add(ref a1, k));
            s10 = TLanes.MultiplyAdd(x, w0, s10);
            x = TLanes.Fill(Unsafe.Add(ref a2, k));
            s20 = TLanes.MultiplyAdd(x, w0, s20);
            x = TLanes.Fill(Unsafe.Add(ref a3, k));
            s30 = TLanes.MultiplyAdd(x, w0, s30);
            x = TLanes.Fill(Unsafe.Add(ref a4, k));
            s40 = TLanes.MultiplyAdd(x, w0, s40);
            x = TLanes.Fill(Unsafe.Add(ref a5, k));
            s50 = TLanes.MultiplyAdd(x, w0, s50);
            x = TLanes.Fill(Unsafe.Add(ref a6, k));
            s60 = TLanes.MultiplyAdd(x, w0, s60);
            x = TLanes.Fill(Unsafe.Add(ref a7, k));
            s70 = TLanes.MultiplyAdd(x, w0, s70);
        }
        TLanes.Store(s00, ref c);
        TLanes.Store(s10, ref Unsafe.Add(ref c, cStride));
        TLanes.Store(s20, ref Unsafe.Add(ref c, 2 * cStride));
        TLanes.Store(s30, ref Unsafe.Add(ref c, 3 * cStride));
        TLanes.Store(s40, ref Unsafe.Add(ref c, 4 * cStride));
        TLanes.Store(s50, ref Unsafe.Add(ref c, 5 * cStride));
        TLanes.Store(s60, ref Unsafe.Add(ref c, 6 * cStride));
        TLanes.Store(s70, ref Unsafe.Add(ref c, 7 * cStride));
    }

    /// <summary>Four rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Four(
        ref T a, nint aStride, ref T w, nint depth, ref T start, nint startStride, ref T c, nint cStride)
    {
        ref var a1 = ref Unsafe.Add(ref a, aStride);
        ref var a2 = ref Unsafe.Add(ref a, 2 * aStride);
        ref var a3 = ref Unsafe.Add(ref a, 3 * aStride);
        var s00 = TLanes.Load(ref start);
        var s10 = TLanes.Load(ref Unsafe.Add(ref start, startStride));
        var s20 = TLanes.Load(ref Unsafe.Add(ref start, 2 * startStride));
        var s30 = TLanes.Load(ref Unsafe.Add(ref start, 3 * startStride));
        for (nint k = 0; k < depth; k++)
        {
            var w0 = TLanes.Load(ref w);
            w = ref Unsafe.Add(ref w, TLanes.Count);
            var x = TLanes.Fill(Unsafe.Add(ref a, k));
            s00 = TLanes.MultiplyAdd(x, w0, s00);
            x = TLanes.Fill(Unsafe.Add(ref a1, k));
            s10 = TLanes.MultiplyAdd(x, w0, s10);
            x = TLanes.Fill(Unsafe.Add(ref a2, k));
            s20 = TLanes.MultiplyAdd(x, w0, s20);
            x = TLanes.Fill(Unsafe.Add(ref a3, k));
            s30 = TLanes.MultiplyAdd(x, w0, s30);
        }
        TLanes.Store(s00, ref c);
        TLanes.Store(s10, ref Unsafe.Add(ref c, cStride));
        TLanes.Store(s20, ref Unsafe.Add(ref c, 2 * cStride));
        TLanes.Store(s30, ref Unsafe.Add(ref c, 3 * cStride));
    }

    /// <summary>One row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void One(ref T a, ref T w, nint depth, ref T start, ref T c)
    {
        var s00 = TLanes.Load(ref start);
        for (nint k = 0; k < depth; k++)
        {
            var w0 = TLanes.Load(ref w);
            w = ref Unsafe.Add(ref w, TLanes.Count);
            var x = TLanes.Fill(Unsafe.Add(ref a, k));
            s00 = TLanes.MultiplyAdd(x, w0, s00);
        }
        TLanes.Store(s00, ref c);
    }
}
