using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Pixel.Contracts;
using Pixel.Kernels;
using Pixel.Kernels.Training;
using Pixel.Libtorch;
using static TorchSharp.torch;

namespace Pixel.Likelihoods;

/// <summary>Two levels, one logit a sub-pixel: the sigmoid of the paper's MNIST experiments (table 1).</summary>
/// <param name="wholePixels">Whether the network's output is of whole pixels: the colours are then independent, given the pixels before.</param>
public sealed class BernoulliLikelihood(bool wholePixels = false) : IPixelLikelihood
{
    /// <summary>From here on log(1 + eᶻ) is z in double precision.</summary>
    internal const double IsLinear = 40;

    /// <inheritdoc/>
    public string Name => "bernoulli";

    /// <inheritdoc/>
    public ChannelGroups OutputFor(ImageShape image) => image.Levels == 2
        ? new ChannelGroups(image.Channels, wholePixels ? 1 : image.Channels)
        : throw new ModelException($"The bernoulli likelihood is for 2 levels, the images have {image.Levels}; use 'softmax', or 'data.levels: 2'.");

    /// <inheritdoc/>
    public Tensor NegativeLogLikelihood(Tensor output, Tensor levels, ImageShape image, ForwardContext? context = null) =>
        Nats(output, OutputTensor.Checked(this, output, levels, image), image);

    /// <inheritdoc/>
    public Tensor Nats(Tensor output, Tensor targets, ImageShape image) =>
        nn.functional.softplus(output * targets.Times(-2).Minus(-1), threshold: IsLinear).sum([1L, 2, 3]); // (B); −log σ(±x), exact where p is nearly 1 as well

    /// <inheritdoc/>
    public IPixelLoss CreateLoss(ImageShape image) => new BernoulliLoss(image.Channels);

    /// <inheritdoc/>
    public void Probabilities(ReadOnlySpan<double> output, ReadOnlySpan<byte> pixel, int channel, Span<double> probabilities)
    {
        (probabilities[0], probabilities[1]) = (-output[channel], output[channel]);
        VectorKernels<double>.Default.Sigmoid(probabilities, probabilities);
    }
}

/// <summary>The Bernoulli likelihood; kept are the nats of each sub-pixel, which its gradient has no use for.</summary>
/// <param name="colours">Colours of a pixel.</param>
sealed unsafe class BernoulliLoss(int colours) : IPixelLoss
{
    /// <inheritdoc/>
    public int Outputs => colours;

    /// <inheritdoc/>
    public int Kept => colours;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double Nats<T>(ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets, Span<T> kept) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (T* logits = outputs, levels = targets, each = kept) BernoulliKernel<T>.Nats(logits, levels, outputs.Length, each);
        var nats = 0.0;
        foreach (var value in kept) nats += double.CreateTruncating(value);
        return nats;
    }

    /// <inheritdoc/>
    public void Gradient<T>(Span<T> outputs, ReadOnlySpan<T> targets, ReadOnlySpan<T> kept, T scale) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (T* logits = outputs, levels = targets) BernoulliKernel<T>.Gradient(logits, levels, outputs.Length, scale, logits);
    }
}

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
