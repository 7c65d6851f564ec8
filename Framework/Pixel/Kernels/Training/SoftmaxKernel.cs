using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pixel.Kernels.Training;

/// <summary>The negative log-likelihood of levels under softmax, and its gradient, over rows of logits.</summary>
/// <typeparam name="T">The arithmetic.</typeparam>
static unsafe class SoftmaxKernel<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>log Σ e^logit.</summary>
    /// <param name="logits">The logits.</param>
    /// <param name="count">How many.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static T LogSumExp(T* logits, int count)
    {
        var lanes = Vector512<T>.Count;
        var highest = logits[0];
        var i = 0;
        if (count >= lanes)
        {
            var maxima = Vector512.Load(logits);
            for (i = lanes; i <= count - lanes; i += lanes) maxima = Vector512.MaxNative(maxima, Vector512.Load(logits + i));
            for (var lane = 0; lane < lanes; lane++) highest = T.Max(highest, maxima[lane]);
        }
        for (; i < count; i++) highest = T.Max(highest, logits[i]);
        var (shift, sums) = (Vector512.Create(highest), Vector512<T>.Zero);
        for (i = 0; i <= count - lanes; i += lanes) sums += Simd.Exp(Vector512.Load(logits + i) - shift);
        var total = Vector512.Sum(sums);
        for (; i < count; i++) total += T.Exp(logits[i] - highest);
        return highest + T.Log(total);
    }

    /// <summary>The gradient of −log softmax at a level: (softmax − 1 at the level) · scale.</summary>
    /// <param name="logits">The logits.</param>
    /// <param name="count">How many.</param>
    /// <param name="total">From <see cref="LogSumExp"/>.</param>
    /// <param name="level">The level.</param>
    /// <param name="scale">The gradient of the negative log-likelihood.</param>
    /// <param name="gradient">Receives the gradient of the logits; may be their memory.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gradient(T* logits, int count, T total, int level, T scale, T* gradient)
    {
        var (lanes, shift, factor) = (Vector512<T>.Count, Vector512.Create(total), Vector512.Create(scale));
        var i = 0;
        for (; i <= count - lanes; i += lanes) (Simd.Exp(Vector512.Load(logits + i) - shift) * factor).Store(gradient + i);
        for (; i < count; i++) gradient[i] = T.Exp(logits[i] - total) * scale;
        gradient[level] -= scale;
    }
}
