using System.Numerics;
using System.Runtime.CompilerServices;
using Pixel.Kernels.Training;

namespace Pixel.Likelihoods;

/// <summary>The Bernoulli likelihood; kept are the nats of each sub-pixel, which its gradient has no use for.</summary>
sealed unsafe class BernoulliLoss : IHeadLoss
{
    /// <inheritdoc/>
    public int Logits => 1;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double Nats<T>(int count, T* logits, T* levels, T* kept) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        BernoulliKernel<T>.Nats(logits, levels, count, kept);
        var nats = 0.0;
        for (var i = 0; i < count; i++) nats += double.CreateTruncating(kept[i]);
        return nats;
    }

    /// <inheritdoc/>
    public void Gradient<T>(int count, T* logits, T* levels, T* kept, T scale) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        BernoulliKernel<T>.Gradient(logits, levels, count, scale, logits);
}
