using Pixel.Contracts;
using static TorchSharp.torch;

namespace Pixel.Layers;

/// <summary>The map face of <see cref="ImageInput"/>: levels (B, C, H, W) to values in [−1, 1].</summary>
/// <param name="description">The layer.</param>
public sealed class ImageInputModule(ImageInput description) : UnaryLayerModule(description)
{
    /// <inheritdoc/>
    public override bool HasManagedKernels => true;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => Scale(input, description.Image);

    /// <summary>Levels to values in [−1, 1], as <see cref="ImageInput.Scale"/> does for one.</summary>
    internal static Tensor Scale(Tensor levels, ImageShape image)
    {
        using var doubled = levels * (2.0 / (image.Levels - 1));
        return doubled - 1.0;
    }
}
