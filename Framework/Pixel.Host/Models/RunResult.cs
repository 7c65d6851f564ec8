using Pixel.Host.Storage;

namespace Pixel.Host.Models;

/// <summary>The result of a model on a split, <c>result.json</c>.</summary>
public sealed record RunResult
{
    /// <summary>The architecture's name.</summary>
    public required string Architecture { get; init; }

    /// <summary>The honest name of the data.</summary>
    public required string Data { get; init; }

    /// <summary>Whether the project's sample stood in for the data, here or in training; the figures then say nothing about the set.</summary>
    public required bool StandIn { get; init; }

    /// <summary>The split.</summary>
    public required string Split { get; init; }

    /// <summary>Images of the split, all of them evaluated.</summary>
    public required int Images { get; init; }

    /// <summary>Sub-pixels of an image.</summary>
    public required int Dims { get; init; }

    /// <summary>Mean negative log-likelihood of an image, in nats.</summary>
    public required double NatsPerImage { get; init; }

    /// <summary>The same in bits per dimension.</summary>
    public required double BitsPerDim { get; init; }

    /// <summary>
    /// What <see cref="NatsPerImage"/> is: <c>exact</c>, or <c>upper bound</c> for a multi-scale model, −log p(x | small) − log p(small), and for a
    /// likelihood that is one.
    /// </summary>
    public required string Kind { get; init; }

    /// <summary>Why the likelihood's own nats are a bound, to follow "a bound:"; null where they are exact, given the small image of a multi-scale model.</summary>
    public string? Bound { get; init; }

    /// <summary>Of a multi-scale model the mean of −log p(x | small) with the true small image, in nats; null for others.</summary>
    public double? ConditionalNatsPerImage { get; init; }

    /// <summary>The same in bits per dimension of the whole image.</summary>
    public double? ConditionalBitsPerDim { get; init; }

    /// <summary>Where the likelihood is one given the label of each image: how many classes there are; null for a model that knows none.</summary>
    public int? Classes { get; init; }

    /// <summary>What Bayes' rule makes of the likelihoods given each label; null where it was not asked for.</summary>
    public Classification? Classification { get; init; }

    /// <summary>Trainable numbers, masked ones included.</summary>
    public required long Parameters { get; init; }

    /// <summary>Trainable numbers that no mask silences.</summary>
    public required long EffectiveParameters { get; init; }

    /// <summary>The seed of the training.</summary>
    public required int Seed { get; init; }

    /// <summary>Training steps of the whole run.</summary>
    public required long Steps { get; init; }

    /// <summary>The step whose weights were evaluated: the best on the validation images.</summary>
    public required long EvaluatedStep { get; init; }

    /// <summary>Seconds spent in training steps.</summary>
    public required double TrainSeconds { get; init; }

    /// <summary>Reads a result.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="CheckpointException">The file is missing or malformed.</exception>
    public static RunResult Load(string path) => JsonFile.Read<RunResult>(path, "result", "Restore it, or evaluate the model again.", result => result.Fault());

    string? Fault() =>
        Images < 1 || Dims < 1 ? $"it is of {Images} images of {Dims} sub-pixels"
        : EvaluatedStep < 0 || Steps < EvaluatedStep ? $"it is of step {EvaluatedStep} of {Steps}"
        : TrainSeconds >= 0 ? null : $"its training took {TrainSeconds} seconds";

    /// <summary>The result as JSON.</summary>
    public string ToJson() => JsonFile.Text(this);

    /// <summary>Writes the result.</summary>
    /// <param name="path">The file.</param>
    public void Save(string path) => JsonFile.Write(path, this);
}
