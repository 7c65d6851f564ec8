namespace Pixel.Host.Experiments;

/// <summary>An experiment that cannot be carried out as asked; the message tells why and what to do.</summary>
/// <param name="message">The full message.</param>
public sealed class ExperimentException(string message) : Exception(message);
