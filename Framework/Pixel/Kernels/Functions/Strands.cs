using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Pixel.Kernels.Lanes;

namespace Pixel.Kernels.Functions;

/// <summary>Softmax: the sum is taken in 16 strands whatever the width, of which strand j takes the numbers j, j + 16, j + 32, …</summary>
static class Strands<TLanes, TVector, T>
    where TLanes : struct, ILanes<TVector, T>
    where TVector : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    const int Count = 16;

    /// <summary>Writes e to the power of each number less the largest; gives the largest and the sum.</summary>
    public static (T Highest, T Total) Exponentials(ReadOnlySpan<T> x, Span<T> result)
    {
        var highest = Max(x);
        Subtract(x, highest, result);
        Elementwise<TLanes, TVector, T>.Apply<FunctionsOfOne<TLanes, TVector, T>.Exp>(result, result);
        return (highest, Sum(result));
    }

    /// <summary>Divides each number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Divide(Span<T> x, T divisor)
    {
        ref var source = ref MemoryMarshal.GetReference(x);
        var divisors = TLanes.Fill(divisor);
        nint i = 0;
        for (; i <= x.Length - TLanes.Count; i += TLanes.Count)
            TLanes.Store(TLanes.Divide(TLanes.Load(ref Unsafe.Add(ref source, i)), divisors), ref Unsafe.Add(ref source, i));
        for (; i < x.Length; i++) Unsafe.Add(ref source, i) /= divisor;
    }

    /// <summary>The largest number; NaN is passed over.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static T Max(ReadOnlySpan<T> x)
    {
        ref var source = ref MemoryMarshal.GetReference(x);
        var highest = TLanes.Fill(Constants<T>.Of(double.NegativeInfinity));
        nint i = 0;
        for (; i <= x.Length - TLanes.Count; i += TLanes.Count)
        {
            var value = TLanes.Load(ref Unsafe.Add(ref source, i));
            highest = TLanes.IfLess(highest, value, value, highest);
        }
        var result = Constants<T>.Of(double.NegativeInfinity);
        foreach (var lane in MemoryMarshal.CreateSpan(ref Unsafe.As<TVector, T>(ref highest), TLanes.Count))
            if (result < lane) result = lane;
        for (; i < x.Length; i++)
            if (result < Unsafe.Add(ref source, i)) result = Unsafe.Add(ref source, i);
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Subtract(ReadOnlySpan<T> x, T offset, Span<T> result)
    {
        ref var source = ref MemoryMarshal.GetReference(x);
        ref var target = ref MemoryMarshal.GetReference(result);
        var offsets = TLanes.Fill(offset);
        nint i = 0;
        for (; i <= x.Length - TLanes.Count; i += TLanes.Count)
            TLanes.Store(TLanes.Subtract(TLanes.Load(ref Unsafe.Add(ref source, i)), offsets), ref Unsafe.Add(ref target, i));
        for (; i < x.Length; i++) Unsafe.Add(ref target, i) = Unsafe.Add(ref source, i) - offset;
    }

    /// <summary>The sum: each strand upwards, then the strands in pairs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static T Sum(ReadOnlySpan<T> x)
    {
        ref var source = ref MemoryMarshal.GetReference(x);
        Span<T> strands = stackalloc T[Count];
        nint whole = x.Length / Count * Count;
        for (nint strand = 0; strand < Count; strand += TLanes.Count)
        {
            var sum = TLanes.Fill(default);
            for (var i = strand; i < whole; i += Count) sum = TLanes.Add(sum, TLanes.Load(ref Unsafe.Add(ref source, i)));
            TLanes.Store(sum, ref Unsafe.Add(ref MemoryMarshal.GetReference(strands), strand));
        }
        for (var i = (int)whole; i < x.Length; i++) strands[i - (int)whole] += x[i];
        for (var half = Count / 2; half > 0; half /= 2)
            for (var i = 0; i < half; i++) strands[i] += strands[i + half];
        return strands[0];
    }
}
