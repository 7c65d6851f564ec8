using Pixel.Contracts;
using Pixel.Networks;
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

/// <summary>Tensors as plain numbers.</summary>
static class Plain
{
    /// <summary>The values in float64.</summary>
    public static double[] Values(Tensor tensor) => NetworkWeights.ToWeight(tensor).As<double>();

    /// <summary>The gradient that a backward pass left; zeros if it left none.</summary>
    public static double[] Gradient(Tensor variable)
    {
        using var scope = NewDisposeScope();
        return variable.grad is { } gradient ? Values(gradient) : new double[variable.numel()];
    }

    /// <summary>The values and shape in float64.</summary>
    public static WeightTensor Weight(Tensor tensor) => new([.. tensor.shape], Values(tensor));
}

/// <summary>The device of a check.</summary>
static class Placement
{
    /// <summary>The device of a name that was found to be there.</summary>
    public static Device Of(string name) => name == "cpu" ? CPU : device(name);
}
