using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pixel.Kernels.Training;

static unsafe partial class Tile<T>
{
    /// <summary>At most 6 rows and 4 vectors; what lies beyond the counts is compiled away.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Wide<TRows, TColumns, TInput>(in TileSpan<T> at)
        where TRows : struct, ICount where TColumns : struct, ICount where TInput : struct, IInput
    {
        var lanes = Vector512<T>.Count;
        Vector512<T> s0a = default, s0b = default, s0c = default, s0d = default;
        Vector512<T> s1a = default, s1b = default, s1c = default, s1d = default;
        Vector512<T> s2a = default, s2b = default, s2c = default, s2d = default;
        Vector512<T> s3a = default, s3b = default, s3c = default, s3d = default;
        Vector512<T> s4a = default, s4b = default, s4c = default, s4d = default;
        Vector512<T> s5a = default, s5b = default, s5c = default, s5d = default;
        var start = at.Start;
        s0a = Vector512.Load(start);
        if (TColumns.Value > 1) s0b = Vector512.Load(start + lanes);
        if (TColumns.Value > 2) s0c = Vector512.Load(start + 2 * lanes);
        if (TColumns.Value > 3) s0d = Vector512.Load(start + 3 * lanes);
        if (TRows.Value > 1)
        {
            start += at.StartRow;
            s1a = Vector512.Load(start);
            if (TColumns.Value > 1) s1b = Vector512.Load(start + lanes);
            if (TColumns.Value > 2) s1c = Vector512.Load(start + 2 * lanes);
            if (TColumns.Value > 3) s1d = Vector512.Load(start + 3 * lanes);
        }
        if (TRows.Value > 2)
        {
            start += at.StartRow;
            s2a = Vector512.Load(start);
            if (TColumns.Value > 1) s2b = Vector512.Load(start + lanes);
            if (TColumns.Value > 2) s2c = Vector512.Load(start + 2 * lanes);
            if (TColumns.Value > 3) s2d = Vector512.Load(start + 3 * lanes);
        }
        if (TRows.Value > 3)
        {
            start += at.StartRow;
            s3a = Vector512.Load(start);
            if (TColumns.Value > 1) s3b = Vector512.Load(start + lanes);
            if (TColumns.Value > 2) s3c = Vector512.Load(start + 2 * lanes);
            if (TColumns.Value > 3) s3d = Vector512.Load(start + 3 * lanes);
        }
        if (TRows.Value > 4)
        {
            start += at.StartRow;
            s4a = Vector512.Load(start);
            if (TColumns.Value > 1) s4b = Vector512.Load(start + lanes);
            if (TColumns.Value > 2) s4c = Vector512.Load(start + 2 * lanes);
            if (TColumns.Value > 3) s4d = Vector512.Load(start + 3 * lanes);
        }
        if (TRows.Value > 5)
        {
            start += at.StartRow;
            s5a = Vector512.Load(start);
            if (TColumns.Value > 1) s5b = Vector512.Load(start + lanes);
            if (TColumns.Value > 2) s5c = Vector512.Load(start + 2 * lanes);
            if (TColumns.Value > 3) s5d = Vector512.Load(start + 3 * lanes);
        }
        var b = at.B;
        var (bStep, aStep, row) = (at.BStep, at.AStep, at.ARow);
        var rows = 2 * row;
        for (var run = 0; run < at.Runs; run++)
        {
            var a0 = at.A + at.Run[run].Offset;
            var a1 = a0 + 3 * row;
            for (nint k = at.Run[run].Length; k > 0; k--)
            {
                var b0 = Vector512.Load(b);
                var b1 = TColumns.Value > 1 ? Vector512.Load(b + lanes) : default;
                var b2 = TColumns.Value > 2 ? Vector512.Load(b + 2 * lanes) : default;
                var b3 = TColumns.Value > 3 ? Vector512.Load(b + 3 * lanes) : default;
                var x = TInput.Read(a0);
                s0a = Simd.MultiplyAdd(x, b0, s0a);
                if (TColumns.Value > 1) s0b = Simd.MultiplyAdd(x, b1, s0b);
                if (TColumns.Value > 2) s0c = Simd.MultiplyAdd(x, b2, s0c);
                if (TColumns.Value > 3) s0d = Simd.MultiplyAdd(x, b3, s0d);
                if (TRows.Value > 1)
                {
                    x = TInput.Read(a0 + row);
                    s1a = Simd.MultiplyAdd(x, b0, s1a);
                    if (TColumns.Value > 1) s1b = Simd.MultiplyAdd(x, b1, s1b);
                    if (TColumns.Value > 2) s1c = Simd.MultiplyAdd(x, b2, s1c);
                    if (TColumns.Value > 3) s1d = Simd.MultiplyAdd(x, b3, s1d);
                }
                if (TRows.Value > 2)
                {
                    x = TInput.Read(a0 + rows);
                    s2a = Simd.MultiplyAdd(x, b0, s2a);
                    if (TColumns.Value > 1) s2b = Simd.MultiplyAdd(x, b1, s2b);
                    if (TColumns.Value > 2) s2c = Simd.MultiplyAdd(x, b2, s2c);
                    if (TColumns.Value > 3) s2d = Simd.MultiplyAdd(x, b3, s2d);
                }
                if (TRows.Value > 3)
                {
                    x = TInput.Read(a1);
                    s3a = Simd.MultiplyAdd(x, b0, s3a);
                    if (TColumns.Value > 1) s3b = Simd.MultiplyAdd(x, b1, s3b);
                    if (TColumns.Value > 2) s3c = Simd.MultiplyAdd(x, b2, s3c);
                    if (TColumns.Value > 3) s3d = Simd.MultiplyAdd(x, b3, s3d);
                }
                if (TRows.Value > 4)
                {
                    x = TInput.Read(a1 + row);
                    s4a = Simd.MultiplyAdd(x, b0, s4a);
                    if (TColumns.Value > 1) s4b = Simd.MultiplyAdd(x, b1, s4b);
                    if (TColumns.Value > 2) s4c = Simd.MultiplyAdd(x, b2, s4c);
                    if (TColumns.Value > 3) s4d = Simd.MultiplyAdd(x, b3, s4d);
                }
                if (TRows.Value > 5)
                {
                    x = TInput.Read(a1 + rows);
                    s5a = Simd.MultiplyAdd(x, b0, s5a);
                    if (TColumns.Value > 1) s5b = Simd.MultiplyAdd(x, b1, s5b);
                    if (TColumns.Value > 2) s5c = Simd.MultiplyAdd(x, b2, s5c);
                    if (TColumns.Value > 3) s5d = Simd.MultiplyAdd(x, b3, s5d);
                }
                a0 += aStep;
                a1 += aStep;
                b += bStep;
            }
        }
        var end = at.C;
        s0a.Store(end);
        if (TColumns.Value > 1) s0b.Store(end + lanes);
        if (TColumns.Value > 2) s0c.Store(end + 2 * lanes);
        if (TColumns.Value > 3) s0d.Store(end + 3 * lanes);
        if (TRows.Value > 1)
        {
            end += at.CRow;
            s1a.Store(end);
            if (TColumns.Value > 1) s1b.Store(end + lanes);
            if (TColumns.Value > 2) s1c.Store(end + 2 * lanes);
            if (TColumns.Value > 3) s1d.Store(end + 3 * lanes);
        }
        if (TRows.Value > 2)
        {
            end += at.CRow;
            s2a.Store(end);
            if (TColumns.Value > 1) s2b.Store(end + lanes);
            if (TColumns.Value > 2) s2c.Store(end + 2 * lanes);
            if (TColumns.Value > 3) s2d.Store(end + 3 * lanes);
        }
        if (TRows.Value > 3)
        {
            end += at.CRow;
            s3a.Store(end);
            if (TColumns.Value > 1) s3b.Store(end + lanes);
            if (TColumns.Value > 2) s3c.Store(end + 2 * lanes);
            if (TColumns.Value > 3) s3d.Store(end + 3 * lanes);
        }
        if (TRows.Value > 4)
        {
            end += at.CRow;
            s4a.Store(end);
            if (TColumns.Value > 1) s4b.Store(end + lanes);
            if (TColumns.Value > 2) s4c.Store(end + 2 * lanes);
            if (TColumns.Value > 3) s4d.Store(end + 3 * lanes);
        }
        if (TRows.Value > 5)
        {
            end += at.CRow;
            s5a.Store(end);
            if (TColumns.Value > 1) s5b.Store(end + lanes);
            if (TColumns.Value > 2) s5c.Store(end + 2 * lanes);
            if (TColumns.Value > 3) s5d.Store(end + 3 * lanes);
        }
    }
}
