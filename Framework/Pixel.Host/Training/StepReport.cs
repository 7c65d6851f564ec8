namespace Pixel.Host.Training;

/// <summary>What a training step tells.</summary>
/// <param name="Step">Steps made so far, this one included.</param>
/// <param name="TotalSteps">Steps of the whole run.</param>
/// <param name="Epoch">The epoch, counted from 1.</param>
/// <param name="Nats">The batch's mean negative log-likelihood, nats an image.</param>
/// <param name="BitsPerDimension">The same in bits per dimension.</param>
/// <param name="LearningRate">The learning rate of the step.</param>
/// <param name="GradientNorm">The norm of the gradient before clipping; null where gradients are not clipped.</param>
/// <param name="ImagesPerSecond">Training images a second since the last line of the log.</param>
/// <param name="SecondsLeft">The seconds that the steps to come will take at the speed of this sitting; null before it is known.</param>
public sealed record StepReport(
    long Step, long TotalSteps, long Epoch, double Nats, double BitsPerDimension, double LearningRate, double? GradientNorm,
    double ImagesPerSecond, double? SecondsLeft);
