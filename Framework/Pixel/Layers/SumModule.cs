using System.Numerics;
using System.Numerics.Tensors;
using Pixel.Contracts;
using Pixel.Kernels.Training;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace Pixel.Layers;

/// <summary>The map face of <see cref="Sum"/>: the terms added in order.</summary>
/// <param name="description">The layer.</param>
public sealed class SumModule(Sum description) : LayerModule(description)
{
    /// <inheritdoc/>
    public override bool HasManagedKernels => true;

    /// <inheritdoc/>
    public override Tensor forward(Tensor[] inputs) =>
        is_grad_enabled() || !UsesManagedKernels(inputs[0]) ? inputs.Skip(1).Aggregate(inputs[0], (sum, term) => sum + term)
        : inputs[0].dtype == ScalarType.Float32 ? Add<float>(inputs) : Add<double>(inputs);

    /// <summary>Adds on all threads, for evaluation; libtorch has one of them.</summary>
    static unsafe Tensor Add<T>(Tensor[] inputs) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var terms = Array.ConvertAll(inputs, PixelMap.Pixels); // (B, H, W, C)
        using var sum = empty_like(terms[0]);
        var from = Array.ConvertAll(terms, term => (nint)PixelMap.Pointer<T>(term));
        var to = PixelMap.Pointer<T>(sum);
        var (images, numbers) = ((int)sum.shape[0], checked((int)(sum.numel() / sum.shape[0]))); // of an image
        Workers.Run(images, image =>
        {
            ReadOnlySpan<T> Of(int term) => new((T*)from[term] + (nint)image * numbers, numbers);
            var result = new Span<T>(to + (nint)image * numbers, numbers);
            TensorPrimitives.Add(Of(0), Of(1), result);
            for (var term = 2; term < from.Length; term++) TensorPrimitives.Add(result, Of(term), result);
        });
        foreach (var term in terms) term.Dispose();
        return PixelMap.Map(sum);
    }
}
