using System.Numerics;
using Pixel.Kernels.Training;
using static TorchSharp.torch;
using static TorchSharp.torch.autograd;

namespace Pixel.Layers;

/// <summary>The managed path of <see cref="MaskedConvolution"/> with its gradient.</summary>
/// <remarks>
/// Arguments: input, weight, bias, what to add to the output or null, <see cref="ConvolutionCall"/>. Results: the output; where others read the
/// input too, the input for them, so that their gradient is added up here. Threads share out the images: the bits do not depend on their number.
/// </remarks>
sealed class MaskedConvolutionFunction : ManagedFunction<MaskedConvolutionFunction>
{
    const string Call = nameof(Call);

    /// <summary>Computes the output, with a backward where gradients are recorded.</summary>
    /// <param name="input">(B, in, H, W).</param>
    /// <param name="weight">(out, in, kernel height, kernel width).</param>
    /// <param name="bias">(out).</param>
    /// <param name="addend">What to add, (B, out, H, W); null for nothing.</param>
    /// <param name="call">The layer, and how it reads.</param>
    /// <returns>The output, (B, out, H, W), and the input for those that read it after this layer.</returns>
    public static (Tensor Output, Tensor Input) Compute(Tensor input, Tensor weight, Tensor bias, Tensor? addend, ConvolutionCall call)
    {
        if (!is_grad_enabled()) return (Forward(input, weight, bias, addend, call), input);
        var results = Apply(input, weight, bias, addend!, call);
        return (results[0], call.IsShared ? results[1] : input);
    }

    /// <inheritdoc/>
    protected override List<Tensor> Forward(AutogradContext context, object?[] arguments)
    {
        var (input, weight, call) = ((Tensor)arguments[0]!, (Tensor)arguments[1]!, (ConvolutionCall)arguments[4]!);
        context.save_for_backward([input, weight]);
        context.save_data(Call, call);
        var output = Forward(input, weight, (Tensor)arguments[2]!, (Tensor?)arguments[3], call);
        return call.IsShared ? [output, input.detach()] : [output];
    }

    /// <inheritdoc/>
    protected override List<Tensor?> Backward(AutogradContext context, List<Tensor> gradients)
    {
        var saved = context.get_saved_variables();
        var call = (ConvolutionCall)context.get_data(Call);
        var shared = call.IsShared ? gradients[1] : null;
        return gradients[0].dtype == ScalarType.Float32
            ? Backward<float>(saved, gradients[0], shared, call)
            : Backward<double>(saved, gradients[0], shared, call);
    }

    static Tensor Forward(Tensor input, Tensor weight, Tensor bias, Tensor? addend, ConvolutionCall call) => input.dtype == ScalarType.Float32
        ? Forward<float>(input, weight, bias, addend, call)
        : Forward<double>(input, weight, bias, addend, call);

    static unsafe Tensor Forward<T>(Tensor map, Tensor weight, Tensor bias, Tensor? addend, ConvolutionCall call)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var input = PixelMap.Pixels(map); // (B, H, W, in)
        using var added = addend is null ? null : PixelMap.Pixels(addend); // (B, H, W, out)
        var (batch, height, width) = (input.shape[0], (int)input.shape[1], (int)input.shape[2]);
        var (inputs, outputs) = (call.Layer.Input.Channels, call.Layer.Channels.Channels);
        using var output = PixelMap.Empty(batch, height, width, outputs, input);
        using var kernels = weight.contiguous();
        var kernel = new MaskedConvolutionKernel<T>(call.Layer, height, width, call.Rectify);
        var from = PixelMap.Pointer<T>(input);
        var add = added is null ? null : PixelMap.Pointer<T>(added);
        var to = PixelMap.Pointer<T>(output);
        var start = PixelMap.Pointer<T>(bias);
        using var packed = kernel.Pack(PixelMap.Pointer<T>(kernels));
        var pixels = (nint)height * width;
        Workers.Run((int)batch, image => kernel.Forward(
            from + image * pixels * inputs, packed, start, add is null ? null : add + image * pixels * outputs, to + image * pixels * outputs));
        GC.KeepAlive(bias);
        return PixelMap.Map(output);
    }

    static unsafe List<Tensor?> Backward<T>(List<Tensor> saved, Tensor gradient, Tensor? shared, ConvolutionCall call)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var input = PixelMap.Pixels(saved[0]); // (B, H, W, in)
        using var gradients = PixelMap.Pixels(gradient); // (B, H, W, out)
        using var added = shared is null ? null : PixelMap.Pixels(shared); // (B, H, W, in)
        using var kernels = saved[1].contiguous();
        var (batch, height, width) = (input.shape[0], (int)input.shape[1], (int)input.shape[2]);
        var (inputs, outputs) = (call.Layer.Input.Channels, call.Layer.Channels.Channels);
        var kernel = new MaskedConvolutionKernel<T>(call.Layer, height, width, call.Rectify);
        var weight = empty_like(kernels);
        var bias = empty([outputs], kernels.dtype);
        using var made = call.InputHasGradient ? empty_like(input) : null;
        var from = PixelMap.Pointer<T>(gradients);
        var read = PixelMap.Pointer<T>(input);
        var add = added is null ? null : PixelMap.Pointer<T>(added);
        var to = made is null ? null : PixelMap.Pointer<T>(made);
        var pixels = (nint)height * width;
        using var packed = kernel.PackTransposed(PixelMap.Pointer<T>(kernels));
        using var sums = WeightGradients<T>.Sum((int)batch, outputs, [kernel.Connections + 1], (image, sums) =>
        {
            var start = image * pixels * inputs;
            var gradient = from + image * pixels * outputs;
            if (to is not null) kernel.Backward(gradient, packed, read + start, add is null ? null : add + start, to + start);
            kernel.AddWeightGradient(sums[0], read + start, gradient);
        });
        kernel.Unpack(sums[0], PixelMap.Pointer<T>(weight), PixelMap.Pointer<T>(bias));
        GC.KeepAlive(saved);
        return [made is null ? null : PixelMap.Map(made), weight, bias, call.HasAddend ? gradient : null, null];
    }
}

/// <summary>How a masked convolution is computed among its neighbours.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Rectify">Whether it reads its input through a ReLU.</param>
/// <param name="HasAddend">Whether a map is added to its output.</param>
/// <param name="IsShared">Whether others read the input after it, and have a gradient for it.</param>
/// <param name="InputHasGradient">Whether a gradient of the input is asked for.</param>
sealed record ConvolutionCall(MaskedConvolution Layer, bool Rectify, bool HasAddend, bool IsShared, bool InputHasGradient)
{
    /// <summary>The call for an input.</summary>
    /// <param name="input">What it reads, (B, C, H, W).</param>
    /// <param name="layer">The layer.</param>
    /// <param name="rectify">Whether it reads through a ReLU.</param>
    /// <param name="hasAddend">Whether a map is added to its output.</param>
    /// <param name="isShared">Whether others read the input after it.</param>
    public static ConvolutionCall For(Tensor input, MaskedConvolution layer, bool rectify, bool hasAddend, bool isShared) =>
        new(layer, rectify, hasAddend, isShared && input.requires_grad, input.requires_grad);
}
