using Pixel.Contracts;
using Pixel.Host.Imaging;
using static TorchSharp.torch;

namespace Pixel.Host.Data;

/// <summary>Turns planes, one channel after the other as image sets have them, into interleaved pixels and back.</summary>
static class Planes
{
    /// <summary>The image of <paramref name="planes"/>, which has the size of <paramref name="shape"/>.</summary>
    public static RasterImage Interleave(ReadOnlySpan<byte> planes, ImageShape shape)
    {
        var pixels = new byte[planes.Length];
        var area = shape.Height * shape.Width;
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = planes[i % shape.Channels * area + i / shape.Channels];
        return new RasterImage(shape.Width, shape.Height, shape.Channels, pixels);
    }

    /// <summary>Writes the planes of <paramref name="image"/>.</summary>
    public static void Separate(RasterImage image, Span<byte> planes)
    {
        var area = image.Height * image.Width;
        for (var i = 0; i < image.Pixels.Length; i++)
            planes[i % image.Channels * area + i / image.Channels] = image.Pixels[i];
    }
}

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

/// <summary>Labels as a tensor, as class-conditional networks take them.</summary>
public static class LabelBatch
{
    /// <summary>Gathers the labels of images.</summary>
    /// <param name="images">The set.</param>
    /// <param name="indices">Which images.</param>
    /// <param name="device">Where the tensor goes.</param>
    /// <returns>Labels 0 … classes − 1, (B), int64.</returns>
    public static Tensor Gather(IImageSet images, ReadOnlySpan<int> indices, Device device)
    {
        var labels = new long[indices.Length];
        for (var i = 0; i < labels.Length; i++) labels[i] = images.LabelOf(indices[i]);
        return tensor(labels, ScalarType.Int64, device);
    }
}
