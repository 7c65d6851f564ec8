namespace Pixel.Host.Training;

/// <summary>A training run that cannot go on; the message names the step, the cause and the checkpoint that stands.</summary>
/// <param name="message">The full message.</param>
public sealed class TrainingException(string message) : Exception(message);
