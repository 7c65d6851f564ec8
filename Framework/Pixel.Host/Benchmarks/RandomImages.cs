using Pixel.Contracts;
using Pixel.Host.Data;
using Pixel.Randomness;

namespace Pixel.Host.Benchmarks;

/// <summary>Images of random levels.</summary>
static class RandomImages
{
    /// <summary>Draws them.</summary>
    public static IImageSet Create(ImageShape image, int count, ulong seed)
    {
        var random = new CounterRandom(seed, RandomStream.Images);
        var levels = new byte[count * image.Dimensions];
        for (var i = 0; i < levels.Length; i++) levels[i] = (byte)random.Below(0, (uint)i, image.Levels);
        return new MemoryImageSet("random", DataSplit.Train, image, levels, 0, count, isStandIn: false);
    }
}
