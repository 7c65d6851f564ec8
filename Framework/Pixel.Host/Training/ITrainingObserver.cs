using Pixel.Host.Evaluation;

namespace Pixel.Host.Training;

/// <summary>Is told how a run goes; the command line shows it.</summary>
public interface ITrainingObserver
{
    /// <summary>A step was made; called at every step.</summary>
    /// <param name="report">The step.</param>
    void OnStep(StepReport report);

    /// <summary>Part of a longer work beside the steps.</summary>
    /// <param name="work">What is done, such as <c>validation</c>.</param>
    /// <param name="share">From 0 to 1.</param>
    void OnProgress(string work, double share);

    /// <summary>The validation images were evaluated.</summary>
    /// <param name="report">The result.</param>
    void OnValidation(ValidationReport report);

    /// <summary>A checkpoint was written.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="step">Steps made so far.</param>
    void OnCheckpoint(string folder, long step);
}

/// <summary>What a training step tells.</summary>
/// <param name="Step">Steps made so far, this one included.</param>
/// <param name="TotalSteps">Steps of the whole run.</param>
/// <param name="Epoch">The epoch, counted from 1.</param>
/// <param name="Nats">The batch's mean negative log-likelihood, nats an image.</param>
/// <param name="BitsPerDimension">The same in bits per dimension.</param>
/// <param name="LearningRate">The learning rate of the step.</param>
/// <param name="GradientNorm">The L2 norm of the whole gradient, before it is clipped.</param>
/// <param name="ImagesPerSecond">Training images a second since the last line of the log.</param>
/// <param name="TrainSeconds">Seconds spent in training steps, over all sittings.</param>
/// <param name="SecondsLeft">The seconds that the steps to come will take at the speed of this sitting; null before it is known.</param>
public sealed record StepReport(
    long Step, long TotalSteps, long Epoch, double Nats, double BitsPerDimension, double LearningRate, double GradientNorm,
    double ImagesPerSecond, double TrainSeconds, double? SecondsLeft);

/// <summary>What a validation tells.</summary>
/// <param name="Step">Steps made so far.</param>
/// <param name="Result">The likelihood of the validation images.</param>
/// <param name="IsBest">Whether it is the best so far.</param>
/// <param name="EndsTraining">Whether so many in a row were no better that the training ends here.</param>
public sealed record ValidationReport(long Step, EvaluationResult Result, bool IsBest, bool EndsTraining);

/// <summary>Reports progress to an action, at once and on the same thread.</summary>
sealed class ProgressAction(Action<double> action) : IProgress<double>
{
    public void Report(double value) => action(value);
}
