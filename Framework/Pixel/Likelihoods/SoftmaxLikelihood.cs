using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Pixel.Contracts;
using Pixel.Kernels;
using Pixel.Kernels.Training;
using static TorchSharp.torch;

namespace Pixel.Likelihoods;

/// <summary>One logit a level: the discrete softmax of the paper (section 2.2, "Pixels as Discrete Variables"), for 2 to 256 levels.</summary>
/// <remarks>Channels are ordered (colour, level), so that a colour's logits are one group.</remarks>
/// <param name="wholePixels">Whether the network's output is of whole pixels: the colours are then independent, given the pixels before.</param>
public sealed class SoftmaxLikelihood(bool wholePixels = false) : IPixelLikelihood
{
    /// <inheritdoc/>
    public string Name => "softmax";

    /// <inheritdoc/>
    public ChannelGroups OutputFor(ImageShape image) => new(image.Channels * image.Levels, wholePixels ? 1 : image.Channels);

    /// <inheritdoc/>
    public Tensor NegativeLogLikelihood(Tensor output, Tensor levels, ImageShape image, ForwardContext? context = null) =>
        Nats(output, OutputTensor.Checked(this, output, levels, image), image);

    /// <inheritdoc/>
    public Tensor Nats(Tensor output, Tensor targets, ImageShape image)
    {
        var logits = output.view(output.shape[0], image.Channels, image.Levels, image.Height, image.Width).transpose(1, 2); // (B, L, C, H, W)
        return nn.functional.cross_entropy(logits, targets.to_type(ScalarType.Int64), reduction: nn.Reduction.None).sum([1L, 2, 3]); // (B)
    }

    /// <inheritdoc/>
    public IPixelLoss CreateLoss(ImageShape image) => new SoftmaxLoss(image.Channels, image.Levels);

    /// <inheritdoc/>
    public void Probabilities(ReadOnlySpan<double> output, ReadOnlySpan<byte> pixel, int channel, Span<double> probabilities) =>
        VectorKernels<double>.Default.Softmax(output.Slice(channel * probabilities.Length, probabilities.Length), probabilities);
}

/// <summary>The softmax likelihood; kept is log Σ e^logit of each sub-pixel.</summary>
/// <param name="colours">Colours of a pixel.</param>
/// <param name="levels">Levels of a sub-pixel.</param>
sealed unsafe class SoftmaxLoss(int colours, int levels) : IPixelLoss
{
    /// <inheritdoc/>
    public int Outputs => colours * levels;

    /// <inheritdoc/>
    public int Kept => colours;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double Nats<T>(ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets, Span<T> kept) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var nats = 0.0;
        fixed (T* logits = outputs)
            for (var i = 0; i < kept.Length; i++)
            {
                var row = logits + (nint)i * levels;
                kept[i] = SoftmaxKernel<T>.LogSumExp(row, levels);
                nats += double.CreateTruncating(kept[i] - row[int.CreateTruncating(targets[i])]);
            }
        return nats;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Gradient<T>(Span<T> outputs, ReadOnlySpan<T> targets, ReadOnlySpan<T> kept, T scale) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (T* logits = outputs)
            for (var i = 0; i < kept.Length; i++)
            {
                var row = logits + (nint)i * levels;
                SoftmaxKernel<T>.Gradient(row, levels, kept[i], int.CreateTruncating(targets[i]), scale, row);
            }
    }
}

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
