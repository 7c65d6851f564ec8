using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
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
        Workers.Run(batch, image =>
        {
            for (nint pixel = (nint)image * pixels, end = pixel + pixels; pixel < end; pixel++)
                ActivationKernel<T>.Forward(from + pixel * channels, to + pixel * outputs, half, activation);
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
        Workers.Run(batch, image =>
        {
            for (nint pixel = (nint)image * pixels, end = pixel + pixels; pixel < end; pixel++)
                ActivationKernel<T>.Backward(from + pixel * channels, by + pixel * outputs, to + pixel * channels, Math.Min(channels, outputs), activation);
        });
        return PixelMap.Map(result);
    }
}

/// <summary>The activations of one pixel and their gradients.</summary>
/// <typeparam name="T">The arithmetic.</typeparam>
static unsafe class ActivationKernel<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Computes a pixel.</summary>
    /// <param name="from">f | g, or x.</param>
    /// <param name="to">Receives the gated channels, or both halves.</param>
    /// <param name="half">Channels of a half.</param>
    /// <param name="activation">What to compute.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward(T* from, T* to, int half, Activation activation)
    {
        for (var i = 0; i < half; i += Vector512<T>.Count)
        {
            var rest = Math.Min(Vector512<T>.Count, half - i);
            var x = Simd.LoadFirst(from + i, rest);
            if (activation == Activation.ConcatElu)
            {
                Elu(x).StoreFirst(to + i, rest);
                Elu(-x).StoreFirst(to + half + i, rest);
                continue;
            }
            var gate = Simd.LoadFirst(from + half + i, rest);
            (activation == Activation.TanhGate ? Simd.Gated(gate, x) : x * Simd.Sigmoid(gate)).StoreFirst(to + i, rest);
        }
    }

    /// <summary>Computes the gradient of a pixel.</summary>
    /// <param name="from">f | g, or x.</param>
    /// <param name="gradient">That of the output.</param>
    /// <param name="to">Receives that of the input.</param>
    /// <param name="half">Channels of a half.</param>
    /// <param name="activation">What was computed.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward(T* from, T* gradient, T* to, int half, Activation activation)
    {
        var one = Vector512<T>.One;
        for (var i = 0; i < half; i += Vector512<T>.Count)
        {
            var rest = Math.Min(Vector512<T>.Count, half - i);
            var x = Simd.LoadFirst(from + i, rest);
            var by = Simd.LoadFirst(gradient + i, rest);
            if (activation == Activation.ConcatElu)
            {
                (by * EluSlope(x) - Simd.LoadFirst(gradient + half + i, rest) * EluSlope(-x)).StoreFirst(to + i, rest);
                continue;
            }
            var sigmoid = Simd.Sigmoid(Simd.LoadFirst(from + half + i, rest));
            var value = activation == Activation.TanhGate ? Simd.Tanh(x) : x;
            var slope = activation == Activation.TanhGate ? one - value * value : one;
            (by * sigmoid * slope).StoreFirst(to + i, rest);
            (by * value * (sigmoid * (one - sigmoid))).StoreFirst(to + half + i, rest);
        }
    }

    static Vector512<T> Elu(Vector512<T> x) => Vector512.ConditionalSelect(Vector512.GreaterThan(x, Vector512<T>.Zero), x, Simd.Exp(x) - Vector512<T>.One);

    static Vector512<T> EluSlope(Vector512<T> x) => Vector512.ConditionalSelect(Vector512.GreaterThan(x, Vector512<T>.Zero), Vector512<T>.One, Simd.Exp(x));
}
