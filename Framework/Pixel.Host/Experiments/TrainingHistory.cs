namespace Pixel.Host.Experiments;

/// <summary>How a model's weights came to be.</summary>
/// <param name="Step">The step whose weights these are: the best on the validation images.</param>
/// <param name="Steps">Training steps of the whole run.</param>
/// <param name="TrainSeconds">Seconds spent in training steps.</param>
public sealed record TrainingHistory(long Step, long Steps, double TrainSeconds);
