namespace Pixel.Host.Checkpoints;

/// <summary>What a checkpoint knows beside tensors. Data order and schedule are functions of the step and need no state.</summary>
public sealed record CheckpointState
{
    /// <summary>Steps made.</summary>
    public required long Step { get; init; }

    /// <summary>Training images in the set, by which a changed set is noticed.</summary>
    public required int TrainingImages { get; init; }

    /// <summary>The step with the best validation so far.</summary>
    public long? BestStep { get; init; }

    /// <summary>The best validation so far, nats an image.</summary>
    public double? BestNats { get; init; }

    /// <summary>Whether the run was stopped before the validation that was due at the step had ended.</summary>
    public bool ValidationDue { get; init; }

    /// <summary>Seconds spent in training steps, over all sittings.</summary>
    public double TrainSeconds { get; init; }

    /// <summary>The state of libtorch's default generator (layers such as dropout draw from it), in Base64.</summary>
    public required string TorchGenerator { get; init; }
}
