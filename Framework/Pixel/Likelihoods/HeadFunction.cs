using System.Numerics;
using Pixel.Kernels.Training;
using Pixel.Layers;
using static TorchSharp.torch;
using static TorchSharp.torch.autograd;

namespace Pixel.Likelihoods;

/// <summary>A network's last layer and the negative log-likelihood in one, with their gradient.</summary>
/// <remarks>
/// Of the logits, the largest map of all, only those of some pixels exist at a time, in the cache of a thread; backward computes them
/// again. Kept is what the likelihood asks for. Arguments: features, weight, bias, what was seen, <see cref="HeadCall"/>.
/// </remarks>
sealed class HeadFunction : ManagedFunction<HeadFunction>
{
    const string Call = nameof(Call);

    /// <summary>Computes the nats, with a backward where gradients are recorded.</summary>
    /// <param name="features">What the last layer reads, (B, C, H, W).</param>
    /// <param name="head">The last layer, 1×1, to the likelihood's channels.</param>
    /// <param name="rectify">Whether it reads through a ReLU.</param>
    /// <param name="targets">What was seen, in the features' type, (B, colours, H, W).</param>
    /// <param name="loss">The likelihood.</param>
    /// <returns>Nats an image, (B).</returns>
    public static Tensor Compute(Tensor features, MaskedConvolutionModule head, bool rectify, Tensor targets, IPixelLoss loss)
    {
        var (weight, bias) = (head.Kernel, head.Bias);
        var call = new HeadCall(head.Description, rectify, loss);
        return is_grad_enabled() ? Apply(features, weight, bias, targets, call)[0] : Forward(null, features, weight, bias, targets, call);
    }

    /// <inheritdoc/>
    protected override List<Tensor> Forward(AutogradContext context, object?[] arguments)
    {
        var call = (HeadCall)arguments[4]!;
        context.save_data(Call, call);
        return [Forward(context, (Tensor)arguments[0]!, (Tensor)arguments[1]!, (Tensor)arguments[2]!, (Tensor)arguments[3]!, call)];
    }

    /// <inheritdoc/>
    protected override List<Tensor?> Backward(AutogradContext context, List<Tensor> gradients)
    {
        var saved = context.get_saved_variables();
        var call = (HeadCall)context.get_data(Call);
        return gradients[0].dtype == ScalarType.Float32 ? Backward<float>(saved, gradients[0], call) : Backward<double>(saved, gradients[0], call);
    }

    static Tensor Forward(AutogradContext? context, Tensor features, Tensor weight, Tensor bias, Tensor targets, HeadCall call) =>
        features.dtype == ScalarType.Float32
            ? Forward<float>(context, features, weight, bias, targets, call)
            : Forward<double>(context, features, weight, bias, targets, call);

    static unsafe Tensor Forward<T>(AutogradContext? context, Tensor map, Tensor weight, Tensor bias, Tensor targets, HeadCall call)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var features = PixelMap.Pixels(map); // (B, H, W, C)
        using var truth = PixelMap.Pixels(targets); // (B, H, W, colours)
        var kernel = new HeadKernel<T>(call, (int)(features.shape[1] * features.shape[2]), (int)truth.shape[3]);
        var kept = empty([truth.shape[0], kernel.Kept], truth.dtype);
        var nats = empty([features.shape[0]], features.dtype);
        var from = PixelMap.Pointer<T>(features);
        var level = PixelMap.Pointer<T>(truth);
        var keep = PixelMap.Pointer<T>(kept);
        var to = PixelMap.Pointer<T>(nats);
        var start = PixelMap.Pointer<T>(bias);
        using var packed = kernel.Pack(PixelMap.Pointer<T>(weight));
        Workers.Run((int)truth.shape[0], image => to[image] = kernel.Forward(
            from + image * kernel.Features, packed, start, level + image * kernel.SubPixels, keep + image * kernel.Kept));
        context?.save_for_backward([map, weight, bias, targets, kept]);
        if (context is null) kept.Dispose();
        return nats;
    }

    static unsafe List<Tensor?> Backward<T>(List<Tensor> saved, Tensor gradient, HeadCall call) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var features = PixelMap.Pixels(saved[0]);
        using var truth = PixelMap.Pixels(saved[3]);
        using var scales = gradient.contiguous();
        using var result = empty_like(features);
        var (weight, bias) = (empty_like(saved[1]), empty_like(saved[2]));
        var kernel = new HeadKernel<T>(call, (int)(features.shape[1] * features.shape[2]), (int)truth.shape[3]);
        var batch = (int)features.shape[0];
        var from = PixelMap.Pointer<T>(features);
        var level = PixelMap.Pointer<T>(truth);
        var keep = PixelMap.Pointer<T>(saved[4]);
        var scale = PixelMap.Pointer<T>(scales);
        var to = PixelMap.Pointer<T>(result);
        var start = PixelMap.Pointer<T>(saved[2]);
        var weights = PixelMap.Pointer<T>(saved[1]);
        using var packed = kernel.Pack(weights);
        using var transposed = kernel.PackTransposed(weights);
        using var sums = WeightGradients<T>.Sum(batch, (int)bias.shape[0], [kernel.GradientRows], (image, sums) => kernel.Backward(
            from + image * kernel.Features, packed, transposed, start, level + image * kernel.SubPixels,
            keep + image * kernel.Kept, scale[image], to + image * kernel.Features, sums[0]));
        kernel.Unpack(sums[0], PixelMap.Pointer<T>(weight), PixelMap.Pointer<T>(bias));
        GC.KeepAlive(saved);
        return [PixelMap.Map(result), weight, bias, null, null];
    }
}

/// <summary>What a <see cref="HeadFunction"/> computes.</summary>
/// <param name="Layer">The last layer, 1×1.</param>
/// <param name="Rectify">Whether it reads through a ReLU.</param>
/// <param name="Loss">The likelihood of what it gives.</param>
sealed record HeadCall(MaskedConvolution Layer, bool Rectify, IPixelLoss Loss);
