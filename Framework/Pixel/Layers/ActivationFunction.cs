using System.Numerics;
using Pixel.Kernels;
using Pixel.Kernels.Training;
using static TorchSharp.torch;
using static TorchSharp.torch.autograd;

namespace Pixel.Layers;

/// <summary>An activation that makes or takes two halves of channels.</summary>
enum Activation
{
    /// <summary>tanh(f) ⊙ σ(g).</summary>
    TanhGate,

    /// <summary>f ⊙ σ(g).</summary>
    LinearGate,

    /// <summary>elu(x) | elu(−x).</summary>
    ConcatElu,
}

/// <summary>The managed path of <see cref="Gate"/> and <see cref="ConcatElu"/> with its gradient, computed again from the input, which alone is kept.</summary>
/// <remarks>Arguments: input, <see cref="Activation"/>.</remarks>
sealed class ActivationFunction : ManagedFunction<ActivationFunction>
{
    const string Which = nameof(Which);

    /// <summary>Computes the output, with a backward where gradients are recorded.</summary>
    /// <param name="input">(B, C, H, W).</param>
    /// <param name="activation">What to compute.</param>
    /// <returns>(B, C / 2, H, W) of a gate, (B, 2C, H, W) of a concat ELU.</returns>
    public static Tensor Compute(Tensor input, Activation activation) => is_grad_enabled() ? Apply(input, activation)[0] : Forward(input, activation);

    /// <inheritdoc/>
    protected override List<Tensor> Forward(AutogradContext context, object?[] arguments)
    {
        var (input, activation) = ((Tensor)arguments[0]!, (Activation)arguments[1]!);
        context.save_for_backward([input]);
        context.save_data(Which, activation);
        return [Forward(input, activation)];
    }

    /// <inheritdoc/>
    protected override List<Tensor?> Backward(AutogradContext context, List<Tensor> gradients)
    {
        var (input, activation) = (context.get_saved_variables()[0], (Activation)context.get_data(Which));
        return [input.dtype == ScalarType.Float32 ? Backward<float>(input, gradients[0], activation) : Backward<double>(input, gradients[0], activation), null];
    }

    static Tensor Forward(Tensor input, Activation activation) =>
        input.dtype == ScalarType.Float32 ? Forward<float>(input, activation) : Forward<double>(input, activation);

    static unsafe Tensor Forward<T>(Tensor map, Activation activation) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var input = PixelMap.Pixels(map); // (B, H, W, C)
        var (batch, pixels, channels) = ((int)input.shape[0], (int)(input.shape[1] * input.shape[2]), (int)input.shape[3]);
        var half = activation == Activation.ConcatElu ? channels : channels / 2;
        var outputs = activation == Activation.ConcatElu ? 2 * half : half;
        using var output = PixelMap.Empty(batch, input.shape[1], input.shape[2], outputs, input);
        var from = PixelMap.Pointer<T>(input);
        var to = PixelMap.Pointer<T>(output);
        var kernels = VectorKernels<T>.Default;
        Workers.Run(batch, image =>
        {
            var x = Rows(from, image, pixels, channels);
            var y = Rows(to, image, pixels, outputs);
            if (activation == Activation.ConcatElu) kernels.ConcatElu(x, y);
            else kernels.Gate(x, activation == Activation.TanhGate, y);
        });
        return PixelMap.Map(output);
    }

    static unsafe Tensor Backward<T>(Tensor map, Tensor gradient, Activation activation) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var input = PixelMap.Pixels(map); // (B, H, W, C)
        using var given = PixelMap.Pixels(gradient); // (B, H, W, C / 2 or 2C)
        using var result = empty_like(input);
        var (batch, pixels, channels) = ((int)input.shape[0], (int)(input.shape[1] * input.shape[2]), (int)input.shape[3]);
        var outputs = (int)given.shape[3];
        var from = PixelMap.Pointer<T>(input);
        var by = PixelMap.Pointer<T>(given);
        var to = PixelMap.Pointer<T>(result);
        var kernels = VectorKernels<T>.Default;
        Workers.Run(batch, image =>
        {
            var x = Rows(from, image, pixels, channels);
            var slope = Rows(by, image, pixels, outputs);
            var y = Rows(to, image, pixels, channels);
            if (activation == Activation.ConcatElu) kernels.ConcatEluGradient(x, slope, y);
            else kernels.GateGradient(x, activation == Activation.TanhGate, slope, y);
        });
        return PixelMap.Map(result);
    }

    /// <summary>The pixels of an image, a row each.</summary>
    static unsafe Rows<T> Rows<T>(T* map, int image, int pixels, int channels) where T : unmanaged =>
        new(new Span<T>(map + (long)image * pixels * channels, checked(pixels * channels)), pixels, channels, channels);
}
