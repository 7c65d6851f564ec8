using static TorchSharp.torch;

namespace Pixel.Layers;

/// <summary>The map face of a layer that can compute for its neighbours: the ReLU before it while it reads, the sum after it while it writes.</summary>
/// <remarks>A plug-in's module that has this ability is asked as the shared layers are, and such neighbours then make no maps of their own.</remarks>
public interface IFoldingLayer
{
    /// <summary>Computes the layer, and what it does for its neighbours.</summary>
    /// <param name="input">(B, C, H, W).</param>
    /// <param name="rectify">Whether the input is read through a ReLU.</param>
    /// <param name="addend">What to add to the output, (B, C', H, W); null for nothing.</param>
    /// <param name="isShared">Whether others read the input after this layer.</param>
    /// <returns>
    /// The output, (B, C', H, W), and the input for those others: read that, and their gradients may be added up while this layer's is computed. It may be
    /// the input itself.
    /// </returns>
    (Tensor Output, Tensor Input) Forward(Tensor input, bool rectify, Tensor? addend, bool isShared);
}
