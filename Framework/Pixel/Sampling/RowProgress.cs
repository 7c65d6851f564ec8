namespace Pixel.Sampling;

/// <summary>Counts the rows that several threads have done.</summary>
sealed class RowProgress(IProgress<double>? target, long rows)
{
    readonly Lock _lock = new();
    long _done;

    /// <summary>Reports a row of some images.</summary>
    public void Add(int images)
    {
        if (target is null) return;
        lock (_lock) target.Report((double)(_done += images) / rows); // under the lock, so that it only goes up
    }
}
