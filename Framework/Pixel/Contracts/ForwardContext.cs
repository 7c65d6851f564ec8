using Pixel.Randomness;

namespace Pixel.Contracts;

/// <summary>What a forward pass is part of: the conditions of its images, and in training where its random numbers come from.</summary>
/// <remarks>
/// Random numbers are a function of the seed, the step, the layer and the place (<see cref="Random"/>): a training that is resumed draws what it would have
/// drawn, on any device and on any number of threads.
/// </remarks>
public sealed record ForwardContext
{
    /// <summary>An evaluation without conditions.</summary>
    public static ForwardContext Evaluation { get; } = new();

    /// <summary>What the images are modelled given.</summary>
    public Conditions Conditions { get; init; } = Conditions.None;

    /// <summary>Whether weights are being trained, so that dropout drops.</summary>
    public bool IsTraining { get; init; }

    /// <summary>The experiment's seed.</summary>
    public ulong Seed { get; init; }

    /// <summary>The step of the training, from 0; 0 in an evaluation.</summary>
    public long Step { get; init; }

    /// <summary>The place of the batch's first image among those of the step, or among those that are evaluated.</summary>
    public long FirstImage { get; init; }

    /// <summary>The layer that computes, by its place in the network; set by the network.</summary>
    public int Layer { get; init; }

    /// <summary>Four random words of 32 bits.</summary>
    /// <param name="image">The image, 0 … batch − 1.</param>
    /// <param name="position">The place in the image, in units of four words.</param>
    public (uint W0, uint W1, uint W2, uint W3) Random(int image, uint position) => Philox.Words(
        Seed, position, (uint)(FirstImage + image), (uint)Step, (uint)RandomStream.Layers | (uint)Layer << 8);
}
