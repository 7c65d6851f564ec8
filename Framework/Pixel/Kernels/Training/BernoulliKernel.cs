using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pixel.Kernels.Training;

/// <summary>The negative log-likelihood of levels 0 and 1 given the logit of the 1, and its gradient.</summary>
/// <typeparam name="T">The arithmetic.</typeparam>
static unsafe class BernoulliKernel<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>−log σ(x) at level 1, −log σ(−x) at level 0.</summary>
    /// <param name="logits">The logits x.</param>
    /// <param name="levels">The levels.</param>
    /// <param name="count">How many.</param>
    /// <param name="nats">Receives the nats of each.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Nats(T* logits, T* levels, int count, T* nats)
    {
        var lanes = Vector512<T>.Count;
        for (var i = 0; i < count; i += lanes)
        {
            var rest = Math.Min(lanes, count - i);
            Nats(Simd.LoadFirst(logits + i, rest), Simd.LoadFirst(levels + i, rest)).StoreFirst(nats + i, rest);
        }
    }

    /// <summary>(σ(x) − level) · scale.</summary>
    /// <param name="logits">The logits x.</param>
    /// <param name="levels">The levels.</param>
    /// <param name="count">How many.</param>
    /// <param name="scale">The gradient of the negative log-likelihood.</param>
    /// <param name="gradient">Receives the gradient of the logits; may be their memory.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gradient(T* logits, T* levels, int count, T scale, T* gradient)
    {
        var (lanes, factor) = (Vector512<T>.Count, Vector512.Create(scale));
        for (var i = 0; i < count; i += lanes)
        {
            var rest = Math.Min(lanes, count - i);
            var error = Simd.Sigmoid(Simd.LoadFirst(logits + i, rest)) - Simd.LoadFirst(levels + i, rest);
            (error * factor).StoreFirst(gradient + i, rest);
        }
    }

    /// <summary>log(1 + eᶻ) = max(z, 0) + log(1 + e^−|z|), where z is −x at level 1, x at level 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<T> Nats(Vector512<T> logits, Vector512<T> levels)
    {
        var one = Vector512<T>.One;
        var z = logits * (one - levels - levels);
        var small = Simd.Exp(-Vector512.Abs(z));
        var sum = one + small;
        var log = Simd.Log(sum) + (small - (sum - one)) / sum; // with what the sum lost in rounding
        return Vector512.MaxNative(Vector512<T>.Zero, z) + log;
    }
}
