using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using Pixel.Kernels.Lanes;

namespace Pixel.Kernels.Products;

/// <summary>The product of any number of rows with a packed matrix: panel by panel, in tiles of rows.</summary>
static class PanelProduct<TLanes, TVector, T>
    where TLanes : struct, ILanes<TVector, T>
    where TVector : struct
    where T : unmanaged
{
    /// <summary>Rows of the largest tile.</summary>
    const int MostRows = 8;

    /// <summary>Whether the machine has registers for eight rows of two vectors.</summary>
    static bool HasManyRegisters
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Avx512F.VL.IsSupported || AdvSimd.Arm64.IsSupported;
    }

    public static void Multiply(
        ref T panels, int inputs, int outputs, ref T a, nint aStride, ref T start, nint startStride, ref T c, nint cStride, nint rows)
    {
        var wide = 2 * TLanes.Count;
        var column = 0;
        for (; outputs - column >= wide; column += wide)
            Rows(true, ref Unsafe.Add(ref panels, (nint)column * inputs), inputs, ref a, aStride,
                ref Unsafe.Add(ref start, column), startStride, ref Unsafe.Add(ref c, column), cStride, rows);
        var rest = outputs - column;
        if (rest == 0) return;
        ref var last = ref Unsafe.Add(ref panels, (nint)column * inputs);
        if (rest == TLanes.Count)
            Rows(false, ref last, inputs, ref a, aStride, ref Unsafe.Add(ref start, column), startStride, ref Unsafe.Add(ref c, column), cStride, rows);
        else
            Edge(rest, ref last, inputs, ref a, aStride, ref Unsafe.Add(ref start, column), startStride, ref Unsafe.Add(ref c, column), cStride, rows);
    }

    static void Rows(
        bool isWide, ref T panel, nint inputs, ref T a, nint aStride, ref T start, nint startStride, ref T c, nint cStride, nint rows)
    {
        while (rows > 0)
        {
            var tile = rows >= 8 && HasManyRegisters ? 8 : rows >= 4 ? 4 : 1;
            if (isWide)
            {
                if (tile == 8) WideTiles<TLanes, TVector, T>.Eight(ref a, aStride, ref panel, inputs, ref start, startStride, ref c, cStride);
                else if (tile == 4) WideTiles<TLanes, TVector, T>.Four(ref a, aStride, ref panel, inputs, ref start, startStride, ref c, cStride);
                else WideTiles<TLanes, TVector, T>.One(ref a, ref panel, inputs, ref start, ref c);
            }
            else if (tile == 8) NarrowTiles<TLanes, TVector, T>.Eight(ref a, aStride, ref panel, inputs, ref start, startStride, ref c, cStride);
            else if (tile == 4) NarrowTiles<TLanes, TVector, T>.Four(ref a, aStride, ref panel, inputs, ref start, startStride, ref c, cStride);
            else NarrowTiles<TLanes, TVector, T>.One(ref a, ref panel, inputs, ref start, ref c);
            rows -= tile;
            a = ref Unsafe.Add(ref a, tile * aStride);
            start = ref Unsafe.Add(ref start, tile * startStride);
            c = ref Unsafe.Add(ref c, tile * cStride);
        }
    }

    /// <summary>The last panel where its outputs do not fill it: through a buffer, since what lies beside the outputs is not ours.</summary>
    static void Edge(
        int outputs, ref T panel, nint inputs, ref T a, nint aStride, ref T start, nint startStride, ref T c, nint cStride, nint rows)
    {
        var isWide = outputs > TLanes.Count;
        nint stride = isWide ? 2 * TLanes.Count : TLanes.Count;
        Span<T> buffer = stackalloc T[MostRows * (int)stride];
        ref var sums = ref MemoryMarshal.GetReference(buffer);
        for (nint first = 0; first < rows; first += MostRows)
        {
            var count = (int)Math.Min(MostRows, rows - first);
            for (var row = 0; row < count; row++)
                MemoryMarshal.CreateSpan(ref Unsafe.Add(ref start, (first + row) * startStride), outputs).CopyTo(buffer[(row * (int)stride)..]);
            Rows(isWide, ref panel, inputs, ref Unsafe.Add(ref a, first * aStride), aStride, ref sums, stride, ref sums, stride, count);
            for (var row = 0; row < count; row++)
                buffer.Slice(row * (int)stride, outputs).CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref c, (first + row) * cStride), outputs));
        }
    }
}
