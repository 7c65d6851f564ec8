using System.Numerics;
using Pixel.Checks.Models;
using Pixel.Contracts;
using Pixel.Randomness;
using static TorchSharp.torch;

namespace Pixel.Tests.Support;

/// <summary>Ready-made test values.</summary>
static class Some
{
    public static readonly ImageShape Gray = new(1, 5, 7, 2);

    public static readonly ImageShape Rgb = new(3, 4, 6, 4);

    /// <summary>A pass given smaller images, or none.</summary>
    public static ForwardContext Given(Tensor? small) => new() { Conditions = new Conditions(small) };

    /// <summary>Random levels in double precision, (count, C, H, W).</summary>
    public static Tensor Levels(ImageShape image, int count, ulong seed = 7) => SomeImages.ToTensor(LevelBytes(image, count, seed), image);

    /// <summary>Random levels, (count, C, H, W).</summary>
    public static byte[] LevelBytes(ImageShape image, int count, ulong seed = 7) => SomeImages.Levels(image, count, seed);

    /// <summary>Random numbers in [−1, 1).</summary>
    public static T[] Numbers<T>(ulong item, int count) where T : IBinaryFloatingPointIeee754<T>
    {
        var random = new CounterRandom(9, RandomStream.Images);
        return [.. Enumerable.Range(0, count).Select(i => T.CreateTruncating(2 * random.Uniform(item, (uint)i) - 1))];
    }
}
