namespace Pixel.Contracts;

/// <summary>A model that cannot be built from its options, its image shape or its weights; the message tells what to change.</summary>
/// <param name="message">What is wrong, what is allowed and what to do.</param>
public sealed class ModelException(string message) : Exception(message);
