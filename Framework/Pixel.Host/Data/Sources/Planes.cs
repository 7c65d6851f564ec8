using Pixel.Contracts;
using Pixel.Host.Imaging;

namespace Pixel.Host.Data.Sources;

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
