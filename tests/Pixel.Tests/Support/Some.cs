using System.Numerics;
using Pixel.Contracts;
using Pixel.Randomness;
using static TorchSharp.torch;

namespace Pixel.Tests.Support;

/// <summary>Ready-made test values.</summary>
static class Some
{
    public static readonly ImageShape Gray = new(1, 5, 7, 2);

    public static readonly ImageShape Rgb = new(3, 4, 6, 4);

    /// <summary>Random levels in double precision, (count, C, H, W).</summary>
    public static Tensor Levels(ImageShape image, int count, ulong seed = 7) =>
        tensor(Array.ConvertAll(LevelBytes(image, count, seed), level => (double)level), [count, image.Channels, image.Height, image.Width]);

    /// <summary>Random levels, (count, C, H, W).</summary>
    public static byte[] LevelBytes(ImageShape image, int count, ulong seed = 7)
    {
        var random = new CounterRandom(seed, RandomStream.Images);
        var levels = new byte[count * image.Dimensions];
        for (var i = 0; i < levels.Length; i++) levels[i] = (byte)random.Below(0, (uint)i, image.Levels);
        return levels;
    }

    /// <summary>Random numbers in [−1, 1).</summary>
    public static T[] Numbers<T>(ulong item, int count) where T : IBinaryFloatingPointIeee754<T>
    {
        var random = new CounterRandom(9, RandomStream.Images);
        return [.. Enumerable.Range(0, count).Select(i => T.CreateTruncating(2 * random.Uniform(item, (uint)i) - 1))];
    }

    /// <summary>Every image of a tiny shape, (levels^dimensions, C, H, W).</summary>
    public static byte[] EveryImage(ImageShape image)
    {
        var count = (int)Math.Pow(image.Levels, image.Dimensions);
        var levels = new byte[count * image.Dimensions];
        for (var i = 0; i < count; i++)
            for (int j = 0, rest = i; j < image.Dimensions; j++, rest /= image.Levels)
                levels[i * image.Dimensions + j] = (byte)(rest % image.Levels);
        return levels;
    }
}
