using Pixel.Contracts;
using static TorchSharp.torch;

namespace Pixel.Layers;

/// <summary>The map face of <see cref="Rectifier"/>.</summary>
/// <param name="description">The layer.</param>
public sealed class RectifierModule(Rectifier description) : UnaryLayerModule(description)
{
    /// <inheritdoc/>
    public override bool HasManagedKernels => true;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => nn.functional.relu(input);
}
