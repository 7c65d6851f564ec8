using Pixel.Contracts;
using Pixel.Randomness;
using static TorchSharp.torch;

namespace Pixel.Checks.Gradients.Internal;

/// <summary>Random tensors of float64 on the CPU, each call's a different one; the same for a seed.</summary>
sealed class RandomValues(ulong seed)
{
    readonly CounterRandom _random = new(seed, RandomStream.Images);
    ulong _item;

    /// <summary>Numbers in [−1, 1).</summary>
    public double[] Numbers(long count)
    {
        _item++;
        return [.. Enumerable.Range(0, (int)count).Select(i => 2 * _random.Uniform(_item, (uint)i) - 1)];
    }

    /// <summary>A tensor of numbers in [−1, 1).</summary>
    public Tensor Tensor(params long[] shape) => tensor(Numbers(shape.Aggregate(1L, (a, b) => a * b)), shape);

    /// <summary>Levels of images, (count, C, H, W).</summary>
    public Tensor Levels(ImageShape image, int count)
    {
        _item++;
        double[] levels = [.. Enumerable.Range(0, count * image.Dimensions).Select(i => (double)_random.Below(_item, (uint)i, image.Levels))];
        return tensor(levels, [count, image.Channels, image.Height, image.Width]);
    }

    /// <summary>Some of the numbers 0 … count − 1 in ascending order: one at a random place of each of as many equal parts.</summary>
    public int[] Places(int count, int most)
    {
        if (count <= most) return [.. Enumerable.Range(0, count)];
        _item++;
        return [.. Enumerable.Range(0, most).Select(i => (int)((i + _random.Uniform(_item, (uint)i)) * count / most))];
    }
}
