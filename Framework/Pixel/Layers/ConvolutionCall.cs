using static TorchSharp.torch;

namespace Pixel.Layers;

/// <summary>How a masked convolution is computed among its neighbours.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Rectify">Whether it reads its input through a ReLU.</param>
/// <param name="HasAddend">Whether a map is added to its output.</param>
/// <param name="IsShared">Whether others read the input after it, and have a gradient for it.</param>
/// <param name="InputHasGradient">Whether a gradient of the input is asked for.</param>
sealed record ConvolutionCall(MaskedConvolution Layer, bool Rectify, bool HasAddend, bool IsShared, bool InputHasGradient)
{
    /// <summary>The call for an input.</summary>
    /// <param name="input">What it reads, (B, C, H, W).</param>
    /// <param name="layer">The layer.</param>
    /// <param name="rectify">Whether it reads through a ReLU.</param>
    /// <param name="hasAddend">Whether a map is added to its output.</param>
    /// <param name="isShared">Whether others read the input after it.</param>
    public static ConvolutionCall For(Tensor input, MaskedConvolution layer, bool rectify, bool hasAddend, bool isShared) =>
        new(layer, rectify, hasAddend, isShared && input.requires_grad, input.requires_grad);
}
