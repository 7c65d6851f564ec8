using static TorchSharp.torch;

namespace Pixel.Contracts;

/// <summary>The map face of a layer with one input.</summary>
/// <param name="description">The layer to make.</param>
public abstract class UnaryLayerModule(LayerDescription description) : LayerModule(description)
{
    /// <summary>Computes the output map.</summary>
    /// <param name="input">(B, C, H, W).</param>
    /// <returns>(B, C', H, W).</returns>
    public abstract Tensor Forward(Tensor input);

    /// <inheritdoc/>
    public sealed override Tensor forward(Tensor[] inputs) => Forward(inputs[0]);
}
