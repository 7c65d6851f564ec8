using static TorchSharp.torch;

namespace Pixel.Layers.Lstm;

/// <summary>The convolution that gives a scan its gates, where the scan computes it too: the gates of an image stay in a cache, and make no map.</summary>
/// <param name="Weight">Its weight.</param>
/// <param name="Bias">Its bias.</param>
/// <param name="Call">The layer, and how it reads.</param>
sealed record InputToState(Tensor Weight, Tensor Bias, ConvolutionCall Call)
{
    /// <summary>The convolution of a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="rectify">Whether it reads through a ReLU.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="isShared">Whether others read that after it.</param>
    public static InputToState Of(MaskedConvolutionModule layer, bool rectify, Tensor input, bool isShared) => new(
        layer.get_parameter("weight")!, layer.get_parameter("bias")!,
        ConvolutionCall.For(input, layer.Description, rectify, hasAddend: false, isShared));
}
