namespace Pixel.Host.Checkpoints;

/// <summary>A checkpoint or weights file that cannot be used; the message names the file, what is wrong and what to do.</summary>
/// <param name="message">The full message.</param>
public sealed class CheckpointException(string message) : Exception(message);
