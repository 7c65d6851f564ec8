using Pixel.Contracts;
using static TorchSharp.torch;

namespace Pixel.Layers.Conditioning;

/// <summary>The map face of <see cref="Upsampling"/>: levels of the smaller image (B, C, s, s) to (B, c, n, n).</summary>
/// <param name="description">The layer.</param>
public sealed class UpsamplingModule(Upsampling description) : UnaryLayerModule(description)
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor input)
    {
        var x = ImageInputModule.Scale(input, description.Small);
        for (var i = 0; i < description.Factors.Count; i++)
        {
            if (i > 0) x = nn.functional.relu(x);
            long stride = description.Factors[i];
            x = nn.functional.conv_transpose2d(x, Weight($"weight{i + 1}"), Weight($"bias{i + 1}"), strides: [stride, stride], padding: [1, 1]);
        }
        return x;
    }
}
