using Pixel.Contracts;
using Pixel.Host.Imaging;
using Pixel.Tests.Support;

namespace Pixel.Tests.Completion;

/// <summary>Mask files.</summary>
static class Masks
{
    /// <summary>Writes a gray mask of the images' size, white where a pixel is unknown.</summary>
    public static string Write(TempFolder folder, ImageShape image, Func<int, bool> isUnknown)
    {
        byte[] pixels = [.. Enumerable.Range(0, image.Height * image.Width).Select(i => isUnknown(i) ? byte.MaxValue : byte.MinValue)];
        PngWriter.Save(folder["mask.png"], new RasterImage(image.Width, image.Height, 1, pixels));
        return folder["mask.png"];
    }
}
