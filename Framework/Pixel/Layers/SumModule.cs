using Pixel.Contracts;
using static TorchSharp.torch;

namespace Pixel.Layers;

/// <summary>The map face of <see cref="Sum"/>: the terms added in order.</summary>
/// <param name="description">The layer.</param>
public sealed class SumModule(Sum description) : LayerModule(description)
{
    /// <inheritdoc/>
    public override bool HasManagedKernels => true;

    /// <inheritdoc/>
    public override Tensor forward(Tensor[] inputs) => inputs.Skip(1).Aggregate(inputs[0], (sum, term) => sum + term);
}
