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
