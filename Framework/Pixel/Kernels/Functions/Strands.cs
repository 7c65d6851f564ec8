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
        ExpLess(x, highest, result);
        return (highest, Sum(result));
    }

    /// <summary>Multiplies each number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scale(Span<T> x, T factor)
    {
        ref var source = ref MemoryMarshal.GetReference(x);
        var factors = TLanes.Fill(factor);
        nint i = 0;
        for (; i <= x.Length - TLanes.Count; i += TLanes.Count)
            TLanes.Store(TLanes.Multiply(TLanes.Load(ref Unsafe.Add(ref source, i)), factors), ref Unsafe.Add(ref source, i));
        for (; i < x.Length; i++) Unsafe.Add(ref source, i) *= factor;
    }

    /// <summary>The largest number; NaN is passed over.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static T Max(ReadOnlySpan<T> x)
    {
        ref var source = ref MemoryMarshal.GetReference(x);
        var first = TLanes.Fill(Constants<T>.Of(double.NegativeInfinity));
        var (second, third, fourth) = (first, first, first); // need not wait for each other
        nint i = 0;
        for (; i <= x.Length - 4 * TLanes.Count; i += 4 * TLanes.Count)
        {
            first = Larger(first, TLanes.Load(ref Unsafe.Add(ref source, i)));
            second = Larger(second, TLanes.Load(ref Unsafe.Add(ref source, i + TLanes.Count)));
            third = Larger(third, TLanes.Load(ref Unsafe.Add(ref source, i + 2 * TLanes.Count)));
            fourth = Larger(fourth, TLanes.Load(ref Unsafe.Add(ref source, i + 3 * TLanes.Count)));
        }
        for (; i <= x.Length - TLanes.Count; i += TLanes.Count) first = Larger(first, TLanes.Load(ref Unsafe.Add(ref source, i)));
        var all = Larger(Larger(first, second), Larger(third, fourth));
        var result = Constants<T>.Of(double.NegativeInfinity);
        foreach (var lane in MemoryMarshal.CreateSpan(ref Unsafe.As<TVector, T>(ref all), TLanes.Count))
            if (result < lane) result = lane;
        for (; i < x.Length; i++)
            if (result < Unsafe.Add(ref source, i)) result = Unsafe.Add(ref source, i);
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TVector Larger(TVector a, TVector b) => TLanes.IfLess(a, b, b, a);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void ExpLess(ReadOnlySpan<T> x, T offset, Span<T> result)
    {
        ref var source = ref MemoryMarshal.GetReference(x);
        ref var target = ref MemoryMarshal.GetReference(result);
        var offsets = TLanes.Fill(offset);
        nint i = 0;
        for (; i <= x.Length - TLanes.Count; i += TLanes.Count)
            TLanes.Store(VectorMath<TLanes, TVector, T>.Exp(TLanes.Subtract(TLanes.Load(ref Unsafe.Add(ref source, i)), offsets)), ref Unsafe.Add(ref target, i));
        for (; i < x.Length; i++) Unsafe.Add(ref target, i) = VectorMath<OneLane<T>, T, T>.Exp(Unsafe.Add(ref source, i) - offset);
    }

    /// <summary>The sum: each strand upwards, then the strands in pairs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static T Sum(ReadOnlySpan<T> x)
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
