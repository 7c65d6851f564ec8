namespace Pixel.Layers;

/// <summary>What a <see cref="MaskedConvolutionFunction"/> computes.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Rectify">Whether it reads its input through a ReLU.</param>
/// <param name="HasAddend">Whether a map is added to its output.</param>
/// <param name="IsShared">Whether others read the input after it.</param>
sealed record ConvolutionCall(MaskedConvolution Layer, bool Rectify, bool HasAddend, bool IsShared)
{
    /// <summary>Whether a gradient of the input is asked for.</summary>
    public bool InputHasGradient { get; init; }
}
