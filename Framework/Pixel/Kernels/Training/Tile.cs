using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pixel.Kernels.Training;

/// <summary>The innermost loops of every product: a block of the result stays in registers while it is summed up.</summary>
/// <remarks>
/// Every number of the result is one sum over k in order, by fused multiply-add, whatever the block it lies in: its bits depend neither
/// on the blocks nor on the vector width.
/// </remarks>
/// <typeparam name="T">The arithmetic: <see cref="float"/> or <see cref="double"/>.</typeparam>
static unsafe partial class Tile<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Vectors of a block at most: on narrower machines a vector takes two registers, and there are half as many.</summary>
    public static int MaxColumns => Vector512.IsHardwareAccelerated ? 4 : 1;

    /// <summary>Rows of a block at most.</summary>
    /// <param name="columns">Vectors of the block.</param>
    public static int MaxRows(int columns) => columns <= 2 && Vector512.IsHardwareAccelerated ? 12 : 6;

    /// <summary>Computes a block.</summary>
    /// <param name="at">What to compute.</param>
    /// <param name="rows">1 … <see cref="MaxRows"/>.</param>
    /// <param name="columns">Vectors, 1 … <see cref="MaxColumns"/>.</param>
    /// <param name="rectify">Whether A is read through a ReLU.</param>
    public static void Compute(in TileSpan<T> at, int rows, int columns, bool rectify)
    {
        if (rectify) Compute<Rectified>(at, rows, columns);
        else Compute<Plain>(at, rows, columns);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Compute<TInput>(in TileSpan<T> at, int rows, int columns) where TInput : struct, IInput
    {
        switch (columns)
        {
            case 1: Tall<One, TInput>(at, rows); break;
            case 2: Tall<Two, TInput>(at, rows); break;
            case 3: Wide<Three, TInput>(at, rows); break;
            default: Wide<Four, TInput>(at, rows); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Wide<TColumns, TInput>(in TileSpan<T> at, int rows) where TColumns : struct, ICount where TInput : struct, IInput
    {
        switch (rows)
        {
            case 1: Wide<One, TColumns, TInput>(at); break;
            case 2: Wide<Two, TColumns, TInput>(at); break;
            case 3: Wide<Three, TColumns, TInput>(at); break;
            case 4: Wide<Four, TColumns, TInput>(at); break;
            case 5: Wide<Five, TColumns, TInput>(at); break;
            default: Wide<Six, TColumns, TInput>(at); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Tall<TColumns, TInput>(in TileSpan<T> at, int rows) where TColumns : struct, ICount where TInput : struct, IInput
    {
        switch (rows)
        {
            case 1: Tall<One, TColumns, TInput>(at); break;
            case 2: Tall<Two, TColumns, TInput>(at); break;
            case 3: Tall<Three, TColumns, TInput>(at); break;
            case 4: Tall<Four, TColumns, TInput>(at); break;
            case 5: Tall<Five, TColumns, TInput>(at); break;
            case 6: Tall<Six, TColumns, TInput>(at); break;
            case 7: Tall<Seven, TColumns, TInput>(at); break;
            case 8: Tall<Eight, TColumns, TInput>(at); break;
            case 9: Tall<Nine, TColumns, TInput>(at); break;
            case 10: Tall<Ten, TColumns, TInput>(at); break;
            case 11: Tall<Eleven, TColumns, TInput>(at); break;
            default: Tall<Twelve, TColumns, TInput>(at); break;
        }
    }

    /// <summary>How a number of A is read.</summary>
    interface IInput
    {
        static abstract Vector512<T> Read(T* number);
    }

    readonly struct Plain : IInput
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<T> Read(T* number) => Vector512.Create(*number);
    }

    readonly struct Rectified : IInput
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<T> Read(T* number) => Vector512.MaxNative(Vector512<T>.Zero, Vector512.Create(*number)); // NaN stays NaN: the second is taken
    }
}

/// <summary>What a tile computes: C[m, n] = Start[m, n] + Σₖ A[m, k]·B[k, n], k over the runs in order.</summary>
/// <remarks>Row strides and steps are in numbers. A row of B holds whole vectors.</remarks>
/// <typeparam name="T">The arithmetic.</typeparam>
unsafe struct TileSpan<T> where T : unmanaged
{
    public T* Start, C, A, B;
    public nint StartRow, CRow, ARow, AStep, BStep;
    public Run* Run;
    public int Runs;
}

/// <summary>A stretch of numbers that a row of a product reads: how far from the row's start it begins, and how long it is.</summary>
/// <param name="Offset">In numbers, negative ones too.</param>
/// <param name="Length">In numbers.</param>
readonly record struct Run(nint Offset, nint Length)
{
    /// <summary>Cuts runs to a part of what they read.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="from">The first number to read, counted over the runs.</param>
    /// <param name="to">The number after the last.</param>
    /// <param name="result">Receives as many runs at most.</param>
    /// <returns>How many there are.</returns>
    public static unsafe int Cut(ReadOnlySpan<Run> runs, nint from, nint to, Run* result)
    {
        var count = 0;
        nint start = 0;
        foreach (var run in runs)
        {
            var (first, end) = (Math.Max(from, start), Math.Min(to, start + run.Length));
            if (first < end) result[count++] = new Run(run.Offset + first - start, end - first);
            start += run.Length;
        }
        return count;
    }
}

/// <summary>A number that the compiler knows, as a type.</summary>
interface ICount
{
    static abstract int Value { get; }
}

readonly struct One : ICount { public static int Value => 1; }
readonly struct Two : ICount { public static int Value => 2; }
readonly struct Three : ICount { public static int Value => 3; }
readonly struct Four : ICount { public static int Value => 4; }
readonly struct Five : ICount { public static int Value => 5; }
readonly struct Six : ICount { public static int Value => 6; }
readonly struct Seven : ICount { public static int Value => 7; }
readonly struct Eight : ICount { public static int Value => 8; }
readonly struct Nine : ICount { public static int Value => 9; }
readonly struct Ten : ICount { public static int Value => 10; }
readonly struct Eleven : ICount { public static int Value => 11; }
readonly struct Twelve : ICount { public static int Value => 12; }
