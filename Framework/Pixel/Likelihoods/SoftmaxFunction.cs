using System.Numerics;
using Pixel.Kernels.Training;
using Pixel.Layers;
using static TorchSharp.torch;
using static TorchSharp.torch.autograd;

namespace Pixel.Likelihoods;

/// <summary>The managed path of <see cref="SoftmaxLikelihood"/> with its gradient. Arguments: logits, levels of the images, number of levels.</summary>
/// <remarks>It keeps one number a sub-pixel beside the logits, and sums the nats of an image in double precision.</remarks>
sealed class SoftmaxFunction : SingleTensorFunction<SoftmaxFunction>
{
    const string Levels = nameof(Levels);

    /// <inheritdoc/>
    public override string Name => nameof(SoftmaxFunction);

    /// <summary>Computes the nats, with a backward where gradients are recorded.</summary>
    /// <param name="logits">(B, C·L, H, W).</param>
    /// <param name="images">Levels 0 … L − 1 in the logits' type, (B, C, H, W).</param>
    /// <param name="levels">L.</param>
    /// <returns>Nats an image, (B).</returns>
    public static Tensor Compute(Tensor logits, Tensor images, int levels) =>
        is_grad_enabled() ? apply(logits, images, levels) : Forward(null, logits, images, levels);

    /// <inheritdoc/>
    public override Tensor forward(AutogradContext ctx, params object[] vars)
    {
        ctx.save_data(Levels, vars[2]);
        return Forward(ctx, (Tensor)vars[0], (Tensor)vars[1], (int)vars[2]);
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output)
    {
        var saved = ctx.get_saved_variables();
        var levels = (int)ctx.get_data(Levels);
        var gradient = grad_output.dtype == ScalarType.Float32
            ? Backward<float>(saved, grad_output, levels)
            : Backward<double>(saved, grad_output, levels);
        return [gradient, null!, null!];
    }

    static Tensor Forward(AutogradContext? context, Tensor logits, Tensor images, int levels) => logits.dtype == ScalarType.Float32
        ? Forward<float>(context, logits, images, levels)
        : Forward<double>(context, logits, images, levels);

    static unsafe Tensor Forward<T>(AutogradContext? context, Tensor map, Tensor images, int levels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var logits = PixelMap.Pixels(map); // (B, H, W, C·L)
        using var truth = PixelMap.Pixels(images); // (B, H, W, C)
        var totals = empty_like(truth); // log Σ e^logit
        var nats = empty([logits.shape[0]], logits.dtype);
        var from = PixelMap.Pointer<T>(logits);
        var level = PixelMap.Pointer<T>(truth);
        var total = PixelMap.Pointer<T>(totals);
        var to = PixelMap.Pointer<T>(nats);
        var count = (nint)(truth.NumberOfElements / truth.shape[0]);
        Workers.Run((int)truth.shape[0], image =>
        {
            var sum = 0.0;
            for (var i = image * count; i < (image + 1) * count; i++)
            {
                var row = from + i * levels;
                total[i] = SoftmaxKernel<T>.LogSumExp(row, levels);
                sum += double.CreateTruncating(total[i] - row[int.CreateTruncating(level[i])]);
            }
            to[image] = T.CreateTruncating(sum);
        });
        context?.save_for_backward([map, images, totals]);
        if (context is null) totals.Dispose();
        return nats;
    }

    static unsafe Tensor Backward<T>(List<Tensor> saved, Tensor gradient, int levels) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var logits = PixelMap.Pixels(saved[0]);
        using var truth = PixelMap.Pixels(saved[1]);
        using var scales = gradient.contiguous();
        using var result = empty_like(logits);
        var from = PixelMap.Pointer<T>(logits);
        var level = PixelMap.Pointer<T>(truth);
        var total = PixelMap.Pointer<T>(saved[2]);
        var scale = PixelMap.Pointer<T>(scales);
        var to = PixelMap.Pointer<T>(result);
        var count = (nint)(truth.NumberOfElements / truth.shape[0]);
        Workers.Run((int)truth.shape[0], image =>
        {
            for (var i = image * count; i < (image + 1) * count; i++)
                SoftmaxKernel<T>.Gradient(from + i * levels, levels, total[i], int.CreateTruncating(level[i]), scale[image], to + i * levels);
        });
        GC.KeepAlive(saved);
        return PixelMap.Map(result);
    }
}
