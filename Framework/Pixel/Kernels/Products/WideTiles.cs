using System.Runtime.CompilerServices;
using Pixel.Kernels.Lanes;

namespace Pixel.Kernels.Products;

/// <summary>Products of a few rows with a panel two vectors wide, all sums in registers.</summary>
/// <remarks>
/// Each sum begins at its <c>start</c> and adds a[k] · w[k], k upwards, rounded once a term: the bits are those of any other tile.
/// <c>start</c> may be <c>c</c> itself, or one row for all with a stride of 0.
/// </remarks>
static class WideTiles<TLanes, TVector, T>
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
        var s01 = TLanes.Load(ref Unsafe.Add(ref start, TLanes.Count));
        var s10 = TLanes.Load(ref Unsafe.Add(ref start, startStride));
        var s11 = TLanes.Load(ref Unsafe.Add(ref start, startStride + TLanes.Count));
        var s20 = TLanes.Load(ref Unsafe.Add(ref start, 2 * startStride));
        var s21 = TLanes.Load(ref Unsafe.Add(ref start, 2 * startStride + TLanes.Count));
        var s30 = TLanes.Load(ref Unsafe.Add(ref start, 3 * startStride));
        var s31 = TLanes.Load(ref Unsafe.Add(ref start, 3 * startStride + TLanes.Count));
        var s40 = TLanes.Load(ref Unsafe.Add(ref start, 4 * startStride));
        var s41 = TLanes.Load(ref Unsafe.Add(ref start, 4 * startStride + TLanes.Count));
        var s50 = TLanes.Load(ref Unsafe.Add(ref start, 5 * startStride));
        var s51 = TLanes.Load(ref Unsafe.Add(ref start, 5 * startStride + TLanes.Count));
        var s60 = TLanes.Load(ref Unsafe.Add(ref start, 6 * startStride));
        var s61 = TLanes.Load(ref Unsafe.Add(ref start, 6 * startStride + TLanes.Count));
        var s70 = TLanes.Load(ref Unsafe.Add(ref start, 7 * startStride));
        var s71 = TLanes.Load(ref Unsafe.Add(ref start, 7 * startStride + TLanes.Count));
        for (nint k = 0; k < depth; k++)
        {
            var w0 = TLanes.Load(ref w);
            var w1 = TLanes.Load(ref Unsafe.Add(ref w, TLanes.Count));
            w = ref Unsafe.Add(ref w, 2 * TLanes.Count);
            var x = TLanes.Fill(Unsafe.Add(ref a, k));
            s00 = TLanes.MultiplyAdd(x, w0, s00);
            s01 = TLanes.MultiplyAdd(x, w1, s01);
            x = TLanes.Fill(Unsafe.Add(ref a1, k));
            s10 = TLanes.MultiplyAdd(x, w0, s10);
            s11 = TLanes.MultiplyAdd(x, w1, s11);
            x = TLanes.Fill(Unsafe.Add(ref a2, k));
            s20 = TLanes.MultiplyAdd(x, w0, s20);
            s21 = TLanes.MultiplyAdd(x, w1, s21);
            x = TLanes.Fill(Unsafe.Add(ref a3, k));
            s30 = TLanes.MultiplyAdd(x, w0, s30);
            s31 = TLanes.MultiplyAdd(x, w1, s31);
            x = TLanes.Fill(Unsafe.Add(ref a4, k));
            s40 = TLanes.MultiplyAdd(x, w0, s40);
            s41 = TLanes.MultiplyAdd(x, w1, s41);
            x = TLanes.Fill(Unsafe.Add(ref a5, k));
            s50 = TLanes.MultiplyAdd(x, w0, s50);
            s51 = TLanes.MultiplyAdd(x, w1, s51);
            x = TLanes.Fill(Unsafe.Add(ref a6, k));
            s60 = TLanes.MultiplyAdd(x, w0, s60);
            s61 = TLanes.MultiplyAdd(x, w1, s61);
            x = TLanes.Fill(Unsafe.Add(ref a7, k));
            s70 = TLanes.MultiplyAdd(x, w0, s70);
            s71 = TLanes.MultiplyAdd(x, w1, s71);
        }
        TLanes.Store(s00, ref c);
        TLanes.Store(s01, ref Unsafe.Add(ref c, TLanes.Count));
        TLanes.Store(s10, ref Unsafe.Add(ref c, cStride));
        TLanes.Store(s11, ref Unsafe.Add(ref c, cStride + TLanes.Count));
        TLanes.Store(s20, ref Unsafe.Add(ref c, 2 * cStride));
        TLanes.Store(s21, ref Unsafe.Add(ref c, 2 * cStride + TLanes.Count));
        TLanes.Store(s30, ref Unsafe.Add(ref c, 3 * cStride));
        TLanes.Store(s31, ref Unsafe.Add(ref c, 3 * cStride + TLanes.Count));
        TLanes.Store(s40, ref Unsafe.Add(ref c, 4 * cStride));
        TLanes.Store(s41, ref Unsafe.Add(ref c, 4 * cStride + TLanes.Count));
        TLanes.Store(s50, ref Unsafe.Add(ref c, 5 * cStride));
        TLanes.Store(s51, ref Unsafe.Add(ref c, 5 * cStride + TLanes.Count));
        TLanes.Store(s60, ref Unsafe.Add(ref c, 6 * cStride));
        TLanes.Store(s61, ref Unsafe.Add(ref c, 6 * cStride + TLanes.Count));
        TLanes.Store(s70, ref Unsafe.Add(ref c, 7 * cStride));
        TLanes.Store(s71, ref Unsafe.Add(ref c, 7 * cStride + TLanes.Count));
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
        var s01 = TLanes.Load(ref Unsafe.Add(ref start, TLanes.Count));
        var s10 = TLanes.Load(ref Unsafe.Add(ref start, startStride));
        var s11 = TLanes.Load(ref Unsafe.Add(ref start, startStride + TLanes.Count));
        var s20 = TLanes.Load(ref Unsafe.Add(ref start, 2 * startStride));
        var s21 = TLanes.Load(ref Unsafe.Add(ref start, 2 * startStride + TLanes.Count));
        var s30 = TLanes.Load(ref Unsafe.Add(ref start, 3 * startStride));
        var s31 = TLanes.Load(ref Unsafe.Add(ref start, 3 * startStride + TLanes.Count));
        for (nint k = 0; k < depth; k++)
        {
            var w0 = TLanes.Load(ref w);
            var w1 = TLanes.Load(ref Unsafe.Add(ref w, TLanes.Count));
            w = ref Unsafe.Add(ref w, 2 * TLanes.Count);
            var x = TLanes.Fill(Unsafe.Add(ref a, k));
            s00 = TLanes.MultiplyAdd(x, w0, s00);
            s01 = TLanes.MultiplyAdd(x, w1, s01);
            x = TLanes.Fill(Unsafe.Add(ref a1, k));
            s10 = TLanes.MultiplyAdd(x, w0, s10);
            s11 = TLanes.MultiplyAdd(x, w1, s11);
            x = TLanes.Fill(Unsafe.Add(ref a2, k));
            s20 = TLanes.MultiplyAdd(x, w0, s20);
            s21 = TLanes.MultiplyAdd(x, w1, s21);
            x = TLanes.Fill(Unsafe.Add(ref a3, k));
            s30 = TLanes.MultiplyAdd(x, w0, s30);
            s31 = TLanes.MultiplyAdd(x, w1, s31);
        }
        TLanes.Store(s00, ref c);
        TLanes.Store(s01, ref Unsafe.Add(ref c, TLanes.Count));
        TLanes.Store(s10, ref Unsafe.Add(ref c, cStride));
        TLanes.Store(s11, ref Unsafe.Add(ref c, cStride + TLanes.Count));
        TLanes.Store(s20, ref Unsafe.Add(ref c, 2 * cStride));
        TLanes.Store(s21, ref Unsafe.Add(ref c, 2 * cStride + TLanes.Count));
        TLanes.Store(s30, ref Unsafe.Add(ref c, 3 * cStride));
        TLanes.Store(s31, ref Unsafe.Add(ref c, 3 * cStride + TLanes.Count));
    }

    /// <summary>One row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void One(ref T a, ref T w, nint depth, ref T start, ref T c)
    {
        var s00 = TLanes.Load(ref start);
        var s01 = TLanes.Load(ref Unsafe.Add(ref start, TLanes.Count));
        for (nint k = 0; k < depth; k++)
        {
            var w0 = TLanes.Load(ref w);
            var w1 = TLanes.Load(ref Unsafe.Add(ref w, TLanes.Count));
            w = ref Unsafe.Add(ref w, 2 * TLanes.Count);
            var x = TLanes.Fill(Unsafe.Add(ref a, k));
            s00 = TLanes.MultiplyAdd(x, w0, s00);
            s01 = TLanes.MultiplyAdd(x, w1, s01);
        }
        TLanes.Store(s00, ref c);
        TLanes.Store(s01, ref Unsafe.Add(ref c, TLanes.Count));
    }
}
