using static TorchSharp.torch;

namespace Pixel.Layers.Lstm;

/// <summary>A scan that can compute the convolution which gives it its gates.</summary>
interface IGatedScan
{
    /// <summary>Computes the convolution and the scan.</summary>
    /// <param name="input">What the convolution reads, (B, C, H, W).</param>
    /// <param name="inputToState">The convolution, which no other layer reads.</param>
    /// <param name="rectify">Whether it reads through a ReLU.</param>
    /// <param name="isShared">Whether others read the input after it.</param>
    /// <returns>The output, (B, h, H, W), and the input for those others.</returns>
    (Tensor Output, Tensor Input) Forward(Tensor input, MaskedConvolutionModule inputToState, bool rectify, bool isShared);
}
