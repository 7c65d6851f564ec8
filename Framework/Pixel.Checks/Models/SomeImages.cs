using Pixel.Contracts;
using Pixel.Randomness;
using static TorchSharp.torch;

namespace Pixel.Checks.Models;

/// <summary>Images to check networks with.</summary>
public static class SomeImages
{
    /// <summary>Random levels, (count, C, H, W).</summary>
    /// <param name="image">The shape.</param>
    /// <param name="count">The number of images.</param>
    /// <param name="seed">The same seed gives the same images.</param>
    public static byte[] Levels(ImageShape image, int count, ulong seed = 7)
    {
        var random = new CounterRandom(seed, RandomStream.Images);
        var levels = new byte[count * image.Dimensions];
        for (var i = 0; i < levels.Length; i++) levels[i] = (byte)random.Below(0, (uint)i, image.Levels);
        return levels;
    }

    /// <summary>Every image of a tiny shape, (levels^dimensions, C, H, W).</summary>
    /// <param name="image">The shape.</param>
    public static byte[] All(ImageShape image)
    {
        var count = (int)Math.Pow(image.Levels, image.Dimensions);
        var levels = new byte[count * image.Dimensions];
        for (var i = 0; i < count; i++)
            for (int j = 0, rest = i; j < image.Dimensions; j++, rest /= image.Levels)
                levels[i * image.Dimensions + j] = (byte)(rest % image.Levels);
        return levels;
    }

    /// <summary>Levels as a tensor in double precision, (count, C, H, W).</summary>
    /// <param name="levels">Whole images, (count, C, H, W).</param>
    /// <param name="image">The shape.</param>
    public static Tensor ToTensor(byte[] levels, ImageShape image) => tensor(
        Array.ConvertAll(levels, level => (double)level), [levels.Length / image.Dimensions, image.Channels, image.Height, image.Width]);
}
