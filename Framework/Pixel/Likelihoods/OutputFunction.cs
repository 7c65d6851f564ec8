using System.Numerics;
using Pixel.Kernels.Training;
using Pixel.Layers;
using static TorchSharp.torch;
using static TorchSharp.torch.autograd;

namespace Pixel.Likelihoods;

/// <summary>The negative log-likelihood of a network's output by managed kernels, with its gradient: where no last layer can be computed along.</summary>
/// <remarks>Arguments: output, what was seen, an <see cref="IPixelLoss"/>. Threads share out the images: the bits do not depend on their number.</remarks>
sealed class OutputFunction : ManagedFunction<OutputFunction>
{
    const string Loss = nameof(Loss);

    /// <summary>Computes the nats, with a backward where gradients are recorded.</summary>
    /// <param name="output">The network's output, (B, channels, H, W).</param>
    /// <param name="targets">What was seen, in the output's type, (B, colours, H, W).</param>
    /// <param name="loss">The likelihood.</param>
    /// <returns>Nats an image, (B).</returns>
    public static Tensor Compute(Tensor output, Tensor targets, IPixelLoss loss) =>
        is_grad_enabled() ? Apply(output, targets, loss)[0] : Forward(null, output, targets, loss);

    /// <inheritdoc/>
    protected override List<Tensor> Forward(AutogradContext context, object?[] arguments)
    {
        var loss = (IPixelLoss)arguments[2]!;
        context.save_data(Loss, loss);
        return [Forward(context, (Tensor)arguments[0]!, (Tensor)arguments[1]!, loss)];
    }

    /// <inheritdoc/>
    protected override List<Tensor?> Backward(AutogradContext context, List<Tensor> gradients)
    {
        var saved = context.get_saved_variables();
        var loss = (IPixelLoss)context.get_data(Loss);
        return [gradients[0].dtype == ScalarType.Float32 ? Backward<float>(saved, gradients[0], loss) : Backward<double>(saved, gradients[0], loss), null, null];
    }

    static Tensor Forward(AutogradContext? context, Tensor output, Tensor targets, IPixelLoss loss) => output.dtype == ScalarType.Float32
        ? Forward<float>(context, output, targets, loss)
        : Forward<double>(context, output, targets, loss);

    static unsafe Tensor Forward<T>(AutogradContext? context, Tensor map, Tensor targets, IPixelLoss loss) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var outputs = PixelMap.Pixels(map); // (B, H, W, channels)
        using var truth = PixelMap.Pixels(targets); // (B, H, W, colours)
        var sizes = new Sizes(outputs, truth, loss);
        var kept = empty([outputs.shape[0], Math.Max(1, sizes.Kept)], truth.dtype);
        var nats = empty([outputs.shape[0]], outputs.dtype);
        var from = PixelMap.Pointer<T>(outputs);
        var seen = PixelMap.Pointer<T>(truth);
        var keep = PixelMap.Pointer<T>(kept);
        var to = PixelMap.Pointer<T>(nats);
        Workers.Run((int)outputs.shape[0], image => to[image] = T.CreateTruncating(loss.Nats<T>(
            new(from + (nint)image * sizes.Outputs, sizes.Outputs), new(seen + (nint)image * sizes.Targets, sizes.Targets),
            new(keep + (nint)image * Math.Max(1, sizes.Kept), sizes.Kept))));
        context?.save_for_backward([map, targets, kept]);
        if (context is null) kept.Dispose();
        return nats;
    }

    static unsafe Tensor Backward<T>(List<Tensor> saved, Tensor gradient, IPixelLoss loss) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var outputs = PixelMap.Pixels(saved[0]);
        using var truth = PixelMap.Pixels(saved[1]);
        using var scales = gradient.contiguous();
        using var result = outputs.clone(); // the gradient takes the output's place
        var sizes = new Sizes(outputs, truth, loss);
        var to = PixelMap.Pointer<T>(result);
        var seen = PixelMap.Pointer<T>(truth);
        var keep = PixelMap.Pointer<T>(saved[2]);
        var scale = PixelMap.Pointer<T>(scales);
        Workers.Run((int)outputs.shape[0], image => loss.Gradient<T>(
            new(to + (nint)image * sizes.Outputs, sizes.Outputs), new(seen + (nint)image * sizes.Targets, sizes.Targets),
            new(keep + (nint)image * Math.Max(1, sizes.Kept), sizes.Kept), scale[image]));
        GC.KeepAlive(saved);
        return PixelMap.Map(result);
    }

    /// <summary>Numbers of an image.</summary>
    readonly struct Sizes(Tensor outputs, Tensor truth, IPixelLoss loss)
    {
        public readonly int Outputs = checked((int)(outputs.numel() / outputs.shape[0]));

        public readonly int Targets = (int)(truth.numel() / truth.shape[0]);

        public readonly int Kept = checked((int)(outputs.shape[1] * outputs.shape[2]) * loss.Kept);
    }
}
