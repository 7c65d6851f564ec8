using Pixel.Contracts;

namespace PixelCnn;

/// <summary>PixelCNN (van den Oord et al., 2016, section 3.5 and table 1): masked convolutions over a bounded past.</summary>
public sealed class PixelCnnArchitecture : Architecture<PixelCnnOptions>
{
    /// <inheritdoc/>
    public override string Name => "pixelcnn";

    /// <inheritdoc/>
    public override string Summary => "PixelCNN: 7×7 mask A, residual blocks of 3×3 mask B; fast, with a bounded receptive field";

    /// <inheritdoc/>
    protected override NetworkDescription Build(PixelCnnOptions options, BuildContext context) =>
        PixelCnnNetwork.Describe(options, context);
}
