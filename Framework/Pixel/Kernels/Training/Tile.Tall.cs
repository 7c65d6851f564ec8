using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pixel.Kernels.Training;

static unsafe partial class Tile<T>
{
    /// <summary>At most 12 rows and 2 vectors; what lies beyond the counts is compiled away.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Tall<TRows, TColumns, TInput>(in TileSpan<T> at)
        where TRows : struct, ICount where TColumns : struct, ICount where TInput : struct, IInput
    {
        var lanes = Vector512<T>.Count;
        Vector512<T> s0a = default, s0b = default;
        Vector512<T> s1a = default, s1b = default;
        Vector512<T> s2a = default, s2b = default;
        Vector512<T> s3a = default, s3b = default;
        Vector512<T> s4a = default, s4b = default;
        Vector512<T> s5a = default, s5b = default;
        Vector512<T> s6a = default, s6b = default;
        Vector512<T> s7a = default, s7b = default;
        Vector512<T> s8a = default, s8b = default;
        Vector512<T> s9a = default, s9b = default;
        Vector512<T> s10a = default, s10b = default;
        Vector512<T> s11a = default, s11b = default;
        var start = at.Start;
        s0a = Vector512.Load(start);
        if (TColumns.Value > 1) s0b = Vector512.Load(start + lanes);
        if (TRows.Value > 1)
        {
            start += at.StartRow;
            s1a = Vector512.Load(start);
            if (TColumns.Value > 1) s1b = Vector512.Load(start + lanes);
        }
        if (TRows.Value > 2)
        {
            start += at.StartRow;
            s2a = Vector512.Load(start);
            if (TColumns.Value > 1) s2b = Vector512.Load(start + lanes);
        }
        if (TRows.Value > 3)
        {
            start += at.StartRow;
            s3a = Vector512.Load(start);
            if (TColumns.Value > 1) s3b = Vector512.Load(start + lanes);
        }
        if (TRows.Value > 4)
        {
            start += at.StartRow;
            s4a = Vector512.Load(start);
            if (TColumns.Value > 1) s4b = Vector512.Load(start + lanes);
        }
        if (TRows.Value > 5)
        {
            start += at.StartRow;
            s5a = Vector512.Load(start);
            if (TColumns.Value > 1) s5b = Vector512.Load(start + lanes);
        }
        if (TRows.Value > 6)
        {
            start += at.StartRow;
            s6a = Vector512.Load(start);
            if (TColumns.Value > 1) s6b = Vector512.Load(start + lanes);
        }
        if (TRows.Value > 7)
        {
            start += at.StartRow;
            s7a = Vector512.Load(start);
            if (TColumns.Value > 1) s7b = Vector512.Load(start + lanes);
        }
        if (TRows.Value > 8)
        {
            start += at.StartRow;
            s8a = Vector512.Load(start);
            if (TColumns.Value > 1) s8b = Vector512.Load(start + lanes);
        }
        if (TRows.Value > 9)
        {
            start += at.StartRow;
            s9a = Vector512.Load(start);
            if (TColumns.Value > 1) s9b = Vector512.Load(start + lanes);
        }
        if (TRows.Value > 10)
        {
            start += at.StartRow;
            s10a = Vector512.Load(start);
            if (TColumns.Value > 1) s10b = Vector512.Load(start + lanes);
        }
        if (TRows.Value > 11)
        {
            start += at.StartRow;
            s11a = Vector512.Load(start);
            if (TColumns.Value > 1) s11b = Vector512.Load(start + lanes);
        }
        var b = at.B;
        var (bStep, aStep, row) = (at.BStep, at.AStep, at.ARow);
        var rows = 2 * row;
        for (var run = 0; run < at.Runs; run++)
        {
            var a0 = at.A + at.Run[run].Offset;
            var a1 = a0 + 3 * row;
            var a2 = a1 + 3 * row;
            var a3 = a2 + 3 * row;
            for (nint k = at.Run[run].Length; k > 0; k--)
            {
                var b0 = Vector512.Load(b);
                var b1 = TColumns.Value > 1 ? Vector512.Load(b + lanes) : default;
                var x = TInput.Read(a0);
                s0a = Simd.MultiplyAdd(x, b0, s0a);
                if (TColumns.Value > 1) s0b = Simd.MultiplyAdd(x, b1, s0b);
                if (TRows.Value > 1)
                {
                    x = TInput.Read(a0 + row);
                    s1a = Simd.MultiplyAdd(x, b0, s1a);
                    if (TColumns.Value > 1) s1b = Simd.MultiplyAdd(x, b1, s1b);
                }
                if (TRows.Value > 2)
                {
                    x = TInput.Read(a0 + rows);
                    s2a = Simd.MultiplyAdd(x, b0, s2a);
                    if (TColumns.Value > 1) s2b = Simd.MultiplyAdd(x, b1, s2b);
                }
                if (TRows.Value > 3)
                {
                    x = TInput.Read(a1);
                    s3a = Simd.MultiplyAdd(x, b0, s3a);
                    if (TColumns.Value > 1) s3b = Simd.MultiplyAdd(x, b1, s3b);
                }
                if (TRows.Value > 4)
                {
                    x = TInput.Read(a1 + row);
                    s4a = Simd.MultiplyAdd(x, b0, s4a);
                    if (TColumns.Value > 1) s4b = Simd.MultiplyAdd(x, b1, s4b);
                }
                if (TRows.Value > 5)
                {
                    x = TInput.Read(a1 + rows);
                    s5a = Simd.MultiplyAdd(x, b0, s5a);
                    if (TColumns.Value > 1) s5b = Simd.MultiplyAdd(x, b1, s5b);
                }
                if (TRows.Value > 6)
                {
                    x = TInput.Read(a2);
                    s6a = Simd.MultiplyAdd(x, b0, s6a);
                    if (TColumns.Value > 1) s6b = Simd.MultiplyAdd(x, b1, s6b);
                }
                if (TRows.Value > 7)
                {
                    x = TInput.Read(a2 + row);
                    s7a = Simd.MultiplyAdd(x, b0, s7a);
                    if (TColumns.Value > 1) s7b = Simd.MultiplyAdd(x, b1, s7b);
                }
                if (TRows.Value > 8)
                {
                    x = TInput.Read(a2 + rows);
                    s8a = Simd.MultiplyAdd(x, b0, s8a);
                    if (TColumns.Value > 1) s8b = Simd.MultiplyAdd(x, b1, s8b);
                }
                if (TRows.Value > 9)
                {
                    x = TInput.Read(a3);
                    s9a = Simd.MultiplyAdd(x, b0, s9a);
                    if (TColumns.Value > 1) s9b = Simd.MultiplyAdd(x, b1, s9b);
                }
                if (TRows.Value > 10)
                {
                    x = TInput.Read(a3 + row);
                    s10a = Simd.MultiplyAdd(x, b0, s10a);
                    if (TColumns.Value > 1) s10b = Simd.MultiplyAdd(x, b1, s10b);
                }
                if (TRows.Value > 11)
                {
                    x = TInput.Read(a3 + rows);
                    s11a = Simd.MultiplyAdd(x, b0, s11a);
                    if (TColumns.Value > 1) s11b = Simd.MultiplyAdd(x, b1, s11b);
                }
                a0 += aStep;
                a1 += aStep;
                a2 += aStep;
                a3 += aStep;
                b += bStep;
            }
        }
        var end = at.C;
        s0a.Store(end);
        if (TColumns.Value > 1) s0b.Store(end + lanes);
        if (TRows.Value > 1)
        {
            end += at.CRow;
            s1a.Store(end);
            if (TColumns.Value > 1) s1b.Store(end + lanes);
        }
        if (TRows.Value > 2)
        {
            end += at.CRow;
            s2a.Store(end);
            if (TColumns.Value > 1) s2b.Store(end + lanes);
        }
        if (TRows.Value > 3)
        {
            end += at.CRow;
            s3a.Store(end);
            if (TColumns.Value > 1) s3b.Store(end + lanes);
        }
        if (TRows.Value > 4)
        {
            end += at.CRow;
            s4a.Store(end);
            if (TColumns.Value > 1) s4b.Store(end + lanes);
        }
        if (TRows.Value > 5)
        {
            end += at.CRow;
            s5a.Store(end);
            if (TColumns.Value > 1) s5b.Store(end + lanes);
        }
        if (TRows.Value > 6)
        {
            end += at.CRow;
            s6a.Store(end);
            if (TColumns.Value > 1) s6b.Store(end + lanes);
        }
        if (TRows.Value > 7)
        {
            end += at.CRow;
            s7a.Store(end);
            if (TColumns.Value > 1) s7b.Store(end + lanes);
        }
        if (TRows.Value > 8)
        {
            end += at.CRow;
            s8a.Store(end);
            if (TColumns.Value > 1) s8b.Store(end + lanes);
        }
        if (TRows.Value > 9)
        {
            end += at.CRow;
            s9a.Store(end);
            if (TColumns.Value > 1) s9b.Store(end + lanes);
        }
        if (TRows.Value > 10)
        {
            end += at.CRow;
            s10a.Store(end);
            if (TColumns.Value > 1) s10b.Store(end + lanes);
        }
        if (TRows.Value > 11)
        {
            end += at.CRow;
            s11a.Store(end);
            if (TColumns.Value > 1) s11b.Store(end + lanes);
        }
    }
}
