namespace Pixel.Kernels;

/// <summary>The environment asks for a vector width that there is not.</summary>
/// <param name="message">What was asked for and what is allowed.</param>
public sealed class VectorWidthException(string message) : Exception(message);
