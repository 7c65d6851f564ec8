using Pixel.Contracts;
using Pixel.Host.Data;

namespace Pixel.Tests.Support;

/// <summary>A split of given images with labels, for tests that need no files.</summary>
static class LabelledImages
{
    /// <summary>Images one after the other, (N, C, H, W), with a label each.</summary>
    public static IImageSet Of(ImageShape shape, int classes, byte[] levels, params int[] labels) =>
        new MemoryImageSet("given", DataSplit.Test, shape, levels, 0, labels.Length, isStandIn: false) { Labels = new ImageLabels(new ImageClasses(classes), labels) };
}
