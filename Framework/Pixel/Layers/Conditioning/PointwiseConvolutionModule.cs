using Pixel.Contracts;
using static TorchSharp.torch;

namespace Pixel.Layers.Conditioning;

/// <summary>The map face of <see cref="PointwiseConvolution"/>.</summary>
/// <param name="description">The layer.</param>
public sealed class PointwiseConvolutionModule(PointwiseConvolution description) : UnaryLayerModule(description)
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => nn.functional.conv2d(input, Weight("weight"));
}
