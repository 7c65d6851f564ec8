using Pixel.Kernels;

namespace Pixel.Checks.Gradients;

/// <summary>How a gradient check is done.</summary>
public sealed record GradientCheckOptions
{
    /// <summary>The seed of weights, images, cotangents and of the elements that are picked.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Images in the batch, at least 1.</summary>
    public int Images { get; init; } = 2;

    /// <summary>Where the map face runs: <c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>.</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>The path by which the map face computes.</summary>
    public KernelPath Kernels { get; init; } = KernelPath.Managed;

    /// <summary>Whether the faces are checked in float32; what they are compared with is in float64 either way.</summary>
    public bool IsSingle { get; init; }

    /// <summary>How many elements of each tensor of a layer alone are compared with central differences; the oracle compares all.</summary>
    public int Elements { get; init; } = 24;

    /// <summary>The same in the whole network, where a difference costs two forward passes.</summary>
    public int NetworkElements { get; init; } = 3;

    /// <summary>Along how many random directions besides, each of which sees every element of the tensor.</summary>
    public int Directions { get; init; } = 2;
}
