using System.Numerics;
using System.Runtime.CompilerServices;
using Pixel.Kernels.Training;
using Pixel.Layers;

namespace Pixel.Likelihoods;

/// <summary>The last layer and the negative log-likelihood over an image on plain memory, some pixels at a time.</summary>
/// <typeparam name="T">The arithmetic.</typeparam>
/// <param name="call">What to compute.</param>
/// <param name="pixels">Pixels of an image.</param>
/// <param name="colours">Colours of a pixel.</param>
readonly unsafe struct HeadKernel<T>(HeadCall call, int pixels, int colours) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Pixels at a time: their logits, of 768 channels in single precision, fill the better part of a second cache.</summary>
    const int Block = 192;

    readonly MaskedConvolutionKernel<T> _layer = new(call.Layer, 1, pixels, call.Rectify);
    readonly int _inputs = call.Layer.Input.Channels;
    readonly int _outputs = call.Layer.Channels.Channels;
    readonly int _kept = call.Loss.Kept;

    /// <summary>Numbers of an image's features.</summary>
    public nint Features => (nint)pixels * _inputs;

    /// <summary>Sub-pixels of an image.</summary>
    public nint SubPixels => (nint)pixels * colours;

    /// <summary>Numbers that are kept of an image, at least 1.</summary>
    public nint Kept => Math.Max(1, (nint)pixels * _kept);

    /// <summary>Makes the matrix of the layer.</summary>
    public PanelMatrix<T> Pack(T* weight) => _layer.Pack(weight);

    /// <summary>Makes the transposed matrix.</summary>
    public PanelMatrix<T> PackTransposed(T* weight) => _layer.PackTransposed(weight);

    /// <summary>Rows of the gradients of weight and bias.</summary>
    public int GradientRows => _layer.Connections + 1;

    /// <summary>Copies the gradients out of their sum.</summary>
    public void Unpack(WeightGradient<T> sum, T* weight, T* bias) => _layer.Unpack(sum, weight, bias);

    /// <summary>Computes the nats of an image, summed in double precision.</summary>
    /// <param name="features">(H·W, in).</param>
    /// <param name="weight">From <see cref="Pack"/>.</param>
    /// <param name="bias">(out).</param>
    /// <param name="truth">What was seen, (H·W, colours).</param>
    /// <param name="kept">Receives what is kept for <see cref="Backward"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public T Forward(T* features, PanelMatrix<T> weight, T* bias, T* truth, T* kept)
    {
        using var logits = new Scratch<T>((long)Block * _outputs);
        var nats = 0.0;
        for (var pixel = 0; pixel < pixels; pixel += Block)
        {
            var count = Math.Min(Block, pixels - pixel);
            ComputeLogits(features, weight, bias, pixel, logits.Start);
            nats += call.Loss.Nats<T>(
                new(logits.Start, count * _outputs), new(truth + (nint)pixel * colours, count * colours), new(kept + (nint)pixel * _kept, count * _kept));
        }
        return T.CreateTruncating(nats);
    }

    /// <summary>Computes the gradient of an image's features, and adds to the gradients of weight and bias.</summary>
    /// <param name="features">(H·W, in).</param>
    /// <param name="weight">From <see cref="Pack"/>.</param>
    /// <param name="transposed">From <see cref="PackTransposed"/>.</param>
    /// <param name="bias">(out).</param>
    /// <param name="truth">What was seen, (H·W, colours).</param>
    /// <param name="kept">From <see cref="Forward"/>.</param>
    /// <param name="scale">The gradient of the image's nats.</param>
    /// <param name="result">Receives the gradient of the features, (H·W, in).</param>
    /// <param name="sum">The gradients of weight and bias.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Backward(
        T* features, PanelMatrix<T> weight, PanelMatrix<T> transposed, T* bias, T* truth, T* kept, T scale, T* result, WeightGradient<T> sum)
    {
        using var logits = new Scratch<T>((long)Block * _outputs);
        for (var pixel = 0; pixel < pixels; pixel += Block)
        {
            var count = Math.Min(Block, pixels - pixel);
            ComputeLogits(features, weight, bias, pixel, logits.Start);
            call.Loss.Gradient(
                new(logits.Start, count * _outputs), new(truth + (nint)pixel * colours, count * colours), new(kept + (nint)pixel * _kept, count * _kept), scale);
            var from = features + (nint)pixel * _inputs;
            _layer.BackwardPointwise(count, logits.Start, transposed, from, result + (nint)pixel * _inputs);
            _layer.AddPointwiseWeightGradient(sum, count, from, logits.Start);
        }
    }

    void ComputeLogits(T* features, PanelMatrix<T> weight, T* bias, int pixel, T* logits) => weight.Multiply(
        Math.Min(Block, pixels - pixel), new NativeRows<T>(features + (nint)pixel * _inputs, _inputs), [new Run(0, _inputs)],
        new NativeRows<T>(bias, 0), new NativeRows<T>(logits, _outputs), call.Rectify);
}
