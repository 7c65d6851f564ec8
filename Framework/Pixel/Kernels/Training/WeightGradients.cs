using System.Numerics;

namespace Pixel.Kernels.Training;

/// <summary>The gradient of a weight over a batch, of which each thread takes some images.</summary>
/// <remarks>Shares of the batch have sums of their own, which are added up in order: the bits do not depend on the number of threads.</remarks>
static class WeightGradients
{
    /// <summary>The most shares: as many threads find work.</summary>
    const int Shares = 16;

    /// <summary>Runs the backward pass of each image, and sums what it adds to the gradient of the weight.</summary>
    /// <typeparam name="T">The arithmetic.</typeparam>
    /// <param name="batch">The number of images.</param>
    /// <param name="rows">Rows of the sum.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="backward">Computes an image, and adds to the sum that it is given.</param>
    public static WeightGradient<T> Sum<T>(int batch, int rows, int columns, Action<int, WeightGradient<T>> backward)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var shares = Math.Min(batch, Shares);
        var sums = new WeightGradient<T>[shares];
        for (var share = 0; share < shares; share++) sums[share] = new WeightGradient<T>(rows, columns);
        Workers.Run(shares, share =>
        {
            for (var image = batch * share / shares; image < batch * (share + 1) / shares; image++) backward(image, sums[share]);
        });
        for (var share = shares - 1; share > 0; share--)
        {
            sums[0].Add(sums[share]);
            sums[share].Dispose();
        }
        return sums[0];
    }
}
