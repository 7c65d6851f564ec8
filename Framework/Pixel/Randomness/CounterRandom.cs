namespace Pixel.Randomness;

/// <summary>Random numbers that are a function of where they are used, so that order, batches and threads do not matter.</summary>
/// <param name="seed">The experiment's seed.</param>
/// <param name="stream">What the numbers are for.</param>
public readonly struct CounterRandom(ulong seed, RandomStream stream)
{
    /// <summary>A number in [0, 1) on the grid of 2⁻⁵³.</summary>
    /// <param name="item">The image, epoch or tensor that the number belongs to.</param>
    /// <param name="position">The place in that item; below 2³².</param>
    public double Uniform(ulong item, uint position)
    {
        var (high, low, _, _) = Philox.Words(seed, position, (uint)item, (uint)(item >> 32), (uint)stream);
        return ((ulong)high << 21 | low >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>An integer in [0, <paramref name="bound"/>).</summary>
    /// <param name="item">The image, epoch or tensor that the number belongs to.</param>
    /// <param name="position">The place in that item; below 2³².</param>
    /// <param name="bound">At least 1.</param>
    public int Below(ulong item, uint position, int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        var (high, low, _, _) = Philox.Words(seed, position, (uint)item, (uint)(item >> 32), (uint)stream);
        return (int)Math.BigMul((ulong)high << 32 | low, (ulong)bound, out _); // biased by less than bound / 2⁶⁴
    }

    /// <summary>A random order of the numbers 0 … <paramref name="count"/> − 1 (Fisher and Yates).</summary>
    /// <param name="item">Which order, such as the epoch.</param>
    /// <param name="count">How many.</param>
    public int[] Permutation(ulong item, int count)
    {
        var order = new int[count];
        for (var i = 0; i < count; i++) order[i] = i;
        for (var i = count - 1; i > 0; i--)
        {
            var j = Below(item, (uint)i, i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }
        return order;
    }
}

/// <summary>A purpose that random numbers are drawn for; streams of one seed never overlap.</summary>
public enum RandomStream : uint
{
    /// <summary>The draw of a sub-pixel.</summary>
    Sampling = 1,

    /// <summary>The initial weights.</summary>
    Initialization = 2,

    /// <summary>The order of the training images.</summary>
    DataOrder = 3,

    /// <summary>Random images, as the benchmark trains on.</summary>
    Images = 4,

    /// <summary>The draw of a sub-pixel of the smaller image that a conditional network enlarges.</summary>
    SmallSampling = 5,

    /// <summary>The seed of libtorch's generators at a training step, from which layers such as dropout draw.</summary>
    Training = 6,

    /// <summary>What a layer draws in a training step, such as what dropout drops; the layer's place in the network is added.</summary>
    Layers = 7,

    /// <summary>The noise that makes levels continuous.</summary>
    Dequantisation = 8,
}

/// <summary>Philox 4×32-10: a counter-based generator (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011).</summary>
/// <remarks>A pure function of key and counter: no state to keep, save or share between threads.</remarks>
public static class Philox
{
    const int Rounds = 10;

    /// <summary>The four random words at a counter.</summary>
    /// <param name="key">The key, such as a seed.</param>
    /// <param name="c0">Counter word 0.</param>
    /// <param name="c1">Counter word 1.</param>
    /// <param name="c2">Counter word 2.</param>
    /// <param name="c3">Counter word 3.</param>
    public static (uint W0, uint W1, uint W2, uint W3) Words(ulong key, uint c0, uint c1, uint c2, uint c3)
    {
        var (k0, k1) = ((uint)key, (uint)(key >> 32));
        for (var round = 0; round < Rounds; round++)
        {
            var p0 = 0xD2511F53UL * c0;
            var p1 = 0xCD9E8D57UL * c2;
            (c0, c1, c2, c3) = ((uint)(p1 >> 32) ^ c1 ^ k0, (uint)p1, (uint)(p0 >> 32) ^ c3 ^ k1, (uint)p0);
            k0 += 0x9E3779B9;
            k1 += 0xBB67AE85;
        }
        return (c0, c1, c2, c3);
    }
}
