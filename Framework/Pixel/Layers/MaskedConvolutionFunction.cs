using System.Numerics;
using Pixel.Kernels.Training;
using static TorchSharp.torch;
using static TorchSharp.torch.autograd;

namespace Pixel.Layers;

/// <summary>The managed path of <see cref="MaskedConvolution"/> with its gradient. Arguments: input, weight, bias, layer, ReLU before it.</summary>
/// <remarks>Threads share out images forward and backward, and parts of the weight for its gradient: the bits do not depend on their number.</remarks>
sealed class MaskedConvolutionFunction : SingleTensorFunction<MaskedConvolutionFunction>
{
    const string Layer = nameof(Layer);
    const string Rectify = nameof(Rectify);
    const string InputHasGradient = nameof(InputHasGradient);

    /// <inheritdoc/>
    public override string Name => nameof(MaskedConvolutionFunction);

    /// <summary>Computes the output, with a backward where gradients are recorded.</summary>
    /// <param name="input">(B, in, H, W).</param>
    /// <param name="weight">(out, in, kernel height, kernel width).</param>
    /// <param name="bias">(out).</param>
    /// <param name="layer">Sizes and mask.</param>
    /// <param name="rectify">Whether the input is read through a ReLU.</param>
    /// <returns>(B, out, H, W).</returns>
    public static Tensor Compute(Tensor input, Tensor weight, Tensor bias, MaskedConvolution layer, bool rectify) =>
        is_grad_enabled() ? apply(input, weight, bias, layer, rectify) : Forward(input, weight, bias, layer, rectify);

    /// <inheritdoc/>
    public override Tensor forward(AutogradContext ctx, params object[] vars)
    {
        var (input, weight, bias) = ((Tensor)vars[0], (Tensor)vars[1], (Tensor)vars[2]);
        ctx.save_for_backward([input, weight]);
        ctx.save_data(Layer, vars[3]);
        ctx.save_data(Rectify, vars[4]);
        ctx.save_data(InputHasGradient, input.requires_grad);
        return Forward(input, weight, bias, (MaskedConvolution)vars[3], (bool)vars[4]);
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output)
    {
        var saved = ctx.get_saved_variables();
        var layer = (MaskedConvolution)ctx.get_data(Layer);
        var (rectify, hasGradient) = ((bool)ctx.get_data(Rectify), (bool)ctx.get_data(InputHasGradient));
        return grad_output.dtype == ScalarType.Float32
            ? Backward<float>(saved, grad_output, layer, rectify, hasGradient)
            : Backward<double>(saved, grad_output, layer, rectify, hasGradient);
    }

    static Tensor Forward(Tensor input, Tensor weight, Tensor bias, MaskedConvolution layer, bool rectify) => input.dtype == ScalarType.Float32
        ? Forward<float>(input, weight, bias, layer, rectify)
        : Forward<double>(input, weight, bias, layer, rectify);

    static unsafe Tensor Forward<T>(Tensor map, Tensor weight, Tensor bias, MaskedConvolution layer, bool rectify)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var input = PixelMap.Pixels(map); // (B, H, W, in)
        var (batch, height, width) = (input.shape[0], (int)input.shape[1], (int)input.shape[2]);
        var (inputs, outputs) = (layer.Input.Channels, layer.Channels.Channels);
        using var output = PixelMap.Empty(batch, height, width, outputs, input);
        using var kernels = weight.contiguous();
        var kernel = new MaskedConvolutionKernel<T>(layer, height, width, rectify);
        var from = PixelMap.Pointer<T>(input);
        var to = PixelMap.Pointer<T>(output);
        var start = PixelMap.Pointer<T>(bias);
        using var packed = kernel.Pack(PixelMap.Pointer<T>(kernels));
        var pixels = (nint)height * width;
        Workers.Run((int)batch, image => kernel.Forward(from + image * pixels * inputs, packed, start, to + image * pixels * outputs));
        GC.KeepAlive(bias);
        return PixelMap.Map(output);
    }

    static unsafe List<Tensor> Backward<T>(List<Tensor> saved, Tensor gradient, MaskedConvolution layer, bool rectify, bool hasGradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var input = PixelMap.Pixels(saved[0]); // (B, H, W, in)
        using var gradients = PixelMap.Pixels(gradient); // (B, H, W, out)
        using var kernels = saved[1].contiguous();
        var (batch, height, width) = (input.shape[0], (int)input.shape[1], (int)input.shape[2]);
        var (inputs, outputs) = (layer.Input.Channels, layer.Channels.Channels);
        var kernel = new MaskedConvolutionKernel<T>(layer, height, width, rectify);
        var weight = empty_like(kernels);
        var bias = empty([outputs], kernels.dtype);
        var from = PixelMap.Pointer<T>(gradients);
        var read = PixelMap.Pointer<T>(input);
        var pixels = (nint)height * width;
        Tensor? result = null;
        if (hasGradient)
        {
            using var made = empty_like(input);
            var to = PixelMap.Pointer<T>(made);
            using var packed = kernel.PackTransposed(PixelMap.Pointer<T>(kernels));
            Workers.Run((int)batch, image =>
                kernel.Backward(from + image * pixels * outputs, packed, read + image * pixels * inputs, to + image * pixels * inputs));
            result = PixelMap.Map(made);
        }
        var size = (nint)kernel.Padded;
        using var memory = new Scratch<T>(batch * size);
        var padded = memory.Start;
        if (size > 0) Workers.Run((int)batch, image => kernel.Pad(read + image * pixels * inputs, padded + image * size));
        using var sum = new WeightGradient<T>(kernel.Connections + 1, outputs);
        Workers.Split(kernel.Connections + 1, (first, end) =>
        {
            for (nint image = 0; image < batch; image++)
                kernel.AddWeightGradient(
                    sum, first, end, size > 0 ? padded + image * size : read + image * pixels * inputs, from + image * pixels * outputs);
        });
        kernel.Unpack(sum, PixelMap.Pointer<T>(weight), PixelMap.Pointer<T>(bias));
        GC.KeepAlive(saved);
        return [result!, weight, bias, null!, null!];
    }
}
