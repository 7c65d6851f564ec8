using System.Numerics;
using System.Runtime.CompilerServices;
using Pixel.Kernels.Training;

namespace Pixel.Likelihoods;

/// <summary>The softmax likelihood; kept is log Σ e^logit.</summary>
/// <param name="levels">Levels of a sub-pixel.</param>
sealed unsafe class SoftmaxLoss(int levels) : IHeadLoss
{
    /// <inheritdoc/>
    public int Logits => levels;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double Nats<T>(int count, T* logits, T* truth, T* kept) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var nats = 0.0;
        for (var i = 0; i < count; i++)
        {
            var row = logits + (nint)i * levels;
            kept[i] = SoftmaxKernel<T>.LogSumExp(row, levels);
            nats += double.CreateTruncating(kept[i] - row[int.CreateTruncating(truth[i])]);
        }
        return nats;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Gradient<T>(int count, T* logits, T* truth, T* kept, T scale) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < count; i++)
        {
            var row = logits + (nint)i * levels;
            SoftmaxKernel<T>.Gradient(row, levels, kept[i], int.CreateTruncating(truth[i]), scale, row);
        }
    }
}
