using Pixel.Contracts;
using Pixel.Sampling;

namespace Pixel.Host.Completion;

/// <summary>Draws what is unknown of images, several times over.</summary>
public static class Completer
{
    /// <summary>Completes images: known pixels stand, unknown ones are drawn in raster order given all pixels before them, known or drawn.</summary>
    /// <param name="sampler">The model.</param>
    /// <param name="shape">The shape of the images.</param>
    /// <param name="images">The whole images, (C, H, W); what is occluded is not looked at.</param>
    /// <param name="occlusion">Which pixels are unknown.</param>
    /// <param name="perImage">Completions of each image, at least 1.</param>
    /// <param name="options">Seed, temperature and progress.</param>
    /// <param name="cancellation">Stops between two pixels.</param>
    /// <returns>Completion j of image i at i · <paramref name="perImage"/> + j, drawn with the random numbers of the sample of that index.</returns>
    public static Canvas Complete(
        ISampler sampler, ImageShape shape, IReadOnlyList<byte[]> images, Occlusion occlusion, int perImage, SamplingOptions options,
        CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(perImage, 1);
        byte[] levels = [.. images.SelectMany(image => Enumerable.Repeat(image, perImage)).SelectMany(level => level)];
        var area = shape.Height * shape.Width;
        var known = new bool[images.Count * perImage * area];
        for (var i = 0; i < known.Length; i++) known[i] = !occlusion.IsUnknown(i % area / shape.Width, i % shape.Width);
        var canvas = Canvas.Partial(shape, levels, known);
        sampler.Sample(canvas, options, cancellation);
        return canvas;
    }
}
