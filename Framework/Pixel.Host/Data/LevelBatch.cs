using static TorchSharp.torch;

namespace Pixel.Host.Data;

/// <summary>Images as a tensor of levels, as networks take them.</summary>
public static class LevelBatch
{
    /// <summary>Gathers images.</summary>
    /// <param name="images">The set.</param>
    /// <param name="indices">Which images.</param>
    /// <param name="device">Where the tensor goes.</param>
    /// <param name="dtype">The network's floating type.</param>
    /// <returns>Levels 0 … L − 1, (B, C, H, W).</returns>
    public static Tensor Gather(IImageSet images, ReadOnlySpan<int> indices, Device device, ScalarType dtype = ScalarType.Float32)
    {
        var shape = images.Shape;
        var bytes = new byte[shape.Dimensions];
        var levels = new float[indices.Length * bytes.Length];
        for (var i = 0; i < indices.Length; i++)
        {
            images.CopyTo(indices[i], bytes);
            for (var j = 0; j < bytes.Length; j++) levels[i * bytes.Length + j] = bytes[j];
        }
        return tensor(levels, [indices.Length, shape.Channels, shape.Height, shape.Width], dtype, device);
    }
}
