using System.Numerics;

namespace Pixel.Kernels.Training;

/// <summary>The gradients of some weights over a batch, of which each thread takes some images.</summary>
/// <remarks>Shares of the batch have sums of their own, which are added up in order: the bits do not depend on the number of threads.</remarks>
/// <typeparam name="T">The arithmetic.</typeparam>
readonly struct WeightGradients<T> : IDisposable where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Numbers to add up from which on other threads help: fewer are added up sooner than a thread wakes.</summary>
    const int ShareOut = 1 << 18;

    readonly WeightGradient<T>[] _sums;

    WeightGradients(int columns, ReadOnlySpan<int> rows)
    {
        _sums = new WeightGradient<T>[rows.Length];
        for (var weight = 0; weight < rows.Length; weight++) _sums[weight] = new WeightGradient<T>(rows[weight], columns);
    }

    /// <summary>The sum of a weight.</summary>
    /// <param name="weight">Its index.</param>
    public WeightGradient<T> this[int weight] => _sums[weight];

    /// <summary>Runs the backward pass of each image, and sums what it adds to the gradients of the weights.</summary>
    /// <param name="batch">The number of images.</param>
    /// <param name="columns">Columns of every sum.</param>
    /// <param name="rows">Rows of each sum.</param>
    /// <param name="backward">Computes an image, and adds to the sums that it is given.</param>
    public static WeightGradients<T> Sum(int batch, int columns, int[] rows, Action<int, WeightGradients<T>> backward)
    {
        const int most = 16; // as many threads find work
        var shares = Math.Min(batch, most);
        var sums = new WeightGradients<T>[shares];
        for (var share = 0; share < shares; share++) sums[share] = new WeightGradients<T>(columns, rows);
        Workers.Run(shares, share =>
        {
            foreach (var sum in sums[share]._sums) sum.Clear();
            for (var image = batch * share / shares; image < batch * (share + 1) / shares; image++) backward(image, sums[share]);
        });
        var parts = (long)shares * columns * rows.Sum() > ShareOut ? Workers.Count : 1;
        Workers.Run(parts, part =>
        {
            for (var share = 1; share < shares; share++)
                for (var weight = 0; weight < rows.Length; weight++) sums[0][weight].Add(sums[share][weight], part, parts);
        });
        for (var share = 1; share < shares; share++) sums[share].Dispose();
        return sums[0];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var sum in _sums) sum.Dispose();
    }
}
