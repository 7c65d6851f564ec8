namespace Pixel.Host.Data.Sources;

/// <summary>The labels of static binarised MNIST, whose files have none.</summary>
/// <remarks>
/// They follow from how it was made. The test images stand in the order of their labels, within each as in MNIST. The training and validation images
/// together are MNIST's training images in the order of their labels, and then in one that MATLAB's <c>rand('state', 0); randperm(60000)</c> gave. RealDataTests
/// shows it: every pixel that is 0 or 255 in the image of MNIST that this names is black or white in all 70,000.
/// </remarks>
static class BinarizedMnistLabels
{
    // How many training and test images of MNIST show each digit.
    static readonly int[] Train = [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949];
    static readonly int[] Test = [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009];
    const int TrainCount = 50_000;

    /// <summary>The labels of the first images of a split.</summary>
    /// <param name="split">The split.</param>
    /// <param name="count">How many.</param>
    public static byte[] Of(string split, int count)
    {
        if (split == DataSplit.Test) return InOrder(Test)[..count];
        var labels = InOrder(Train);
        return [.. Order(labels.Length).Skip(split == DataSplit.Validation ? TrainCount : 0).Take(count).Select(place => labels[place])];
    }

    static byte[] InOrder(int[] counts) => [.. counts.SelectMany((count, digit) => Enumerable.Repeat((byte)digit, count))];

    /// <summary>The places of random numbers in the order of their sizes: MATLAB's <c>randperm</c>, counted from 0.</summary>
    static int[] Order(int count)
    {
        int[] places = [.. Enumerable.Range(0, count)];
        Array.Sort(Uniform(count), places);
        return places;
    }

    /// <summary>The first numbers of <c>rand('state', 0)</c> of MATLAB 5 to 7.3: 0.9501, 0.2311, 0.6068 …</summary>
    /// <remarks>
    /// Marsaglia's subtraction with borrow over 32 fractions of 53 bits, whose bits are then mixed with those of a shift register (C. Moler, "Random thoughts",
    /// MATLAB News and Notes, 1995).
    /// </remarks>
    internal static double[] Uniform(int count)
    {
        const int Fractions = 32, Bits = 53;
        const uint Seed = 1u << 31;
        var fractions = new long[Fractions]; // in units of 2⁻⁵³
        var register = Seed;
        for (var i = 0; i < Fractions; i++)
        {
            for (var bit = 0; bit < Bits; bit++)
            {
                register = Shifted(register);
                fractions[i] = 2 * fractions[i] + (register >> 19 & 1);
            }
        }

        var (numbers, borrow) = (new double[count], 0L);
        register = Seed;
        for (var i = 0; i < count; i++)
        {
            var difference = fractions[(i + 20) % Fractions] - fractions[(i + 5) % Fractions] - borrow;
            borrow = difference < 0 ? 1 : 0;
            fractions[i % Fractions] = difference += borrow << Bits;
            var length = Bits + 11 - System.Numerics.BitOperations.LeadingZeroCount((ulong)difference);
            var next = Shifted(register);
            var mask = ((ulong)next << 32 & (1UL << (Bits - 1)) - 1) ^ register;
            register = next;
            // The leading bit comes to the place of the highest of 53 and stays; the mask has the others.
            numbers[i] = Math.ScaleB((double)((ulong)difference << (Bits - length) ^ mask), length - 2 * Bits);
        }

        return numbers;
    }

    static uint Shifted(uint register)
    {
        register ^= register << 13;
        register ^= register >> 17;
        return register ^ register << 5;
    }
}
