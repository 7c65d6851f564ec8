using Pixel.Contracts;
using static TorchSharp.torch;

namespace DecayNet;

/// <summary>The map face: each average is a product with the triangular matrix of a decay's powers, so nothing waits for a neighbour.</summary>
sealed class DecayModule(Decay description) : UnaryLayerModule(description)
{
    public override Tensor Forward(Tensor input) // (B, C, H, W)
    {
        var along = matmul(input, Powers("along", input.shape[3])); // (B, C, H, W) by (C, W, W)
        return matmul(along.transpose(2, 3), Powers("down", input.shape[2])).transpose(2, 3); // (B, C, W, H) by (C, H, H)
    }

    /// <summary>(1 − a)·aᶜ⁻ʲ at (j, c) for j up to c, else 0; (C, size, size).</summary>
    Tensor Powers(string name, long size)
    {
        var decay = Weight(name).sigmoid().view(-1, 1, 1);
        var place = arange(size, decay.dtype, decay.device);
        var lag = (place.unsqueeze(0) - place.unsqueeze(1)).clamp(min: 0); // columns from j to c
        return (1 - decay) * (lag * decay.log()).exp().triu();
    }
}
