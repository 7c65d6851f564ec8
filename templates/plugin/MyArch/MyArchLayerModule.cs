using Pixel.Contracts;
using static TorchSharp.torch;

namespace MyArch;

/// <summary>The map face: whole feature maps with autograd, for training and scoring.</summary>
sealed class MyArchLayerModule(MyArchLayer description) : UnaryLayerModule(description)
{
    public override Tensor Forward(Tensor input) // (B, C, H, W)
    {
        var above = nn.functional.pad(input, [0, 0, 1, 0]).narrow(2, 0, input.shape[2]); // shifted down by a row, zeros on top
        return input + Weight("gain").view(1, -1, 1, 1) * above;
    }
}
