using Pixel.Contracts;

namespace MultiScale;

/// <summary>Multi-Scale PixelRNN (van den Oord et al., 2016, section 3.6): a small image first, then the image given the small one.</summary>
public sealed class MultiScaleArchitecture : Architecture<MultiScaleOptions>
{
    /// <inheritdoc/>
    public override string Name => "multi-scale";

    /// <inheritdoc/>
    public override string Summary => "Multi-Scale PixelRNN: a network for a small image, and one for the image conditioned on it";

    /// <inheritdoc/>
    protected override NetworkDescription Build(MultiScaleOptions options, BuildContext context) =>
        MultiScaleNetwork.Describe(options, context);
}
