namespace Pixel.Kernels.Training;

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
