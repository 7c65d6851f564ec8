using Pixel.Contracts;
using static TorchSharp.torch;

namespace Pixel.Layers;

/// <summary>The map face of <see cref="MaskedConvolution"/>: the mask multiplies the weight in every forward pass.</summary>
/// <remarks>
/// The paper zeroes masked weights after each update; multiplying is the same function, and no optimiser, decay or loaded file can
/// undo it.
/// </remarks>
public sealed class MaskedConvolutionModule : UnaryLayerModule
{
    readonly long[] _padding;
    readonly Tensor _mask;

    /// <summary>Makes the layer.</summary>
    /// <param name="description">Its sizes and mask.</param>
    public MaskedConvolutionModule(MaskedConvolution description) : base(description)
    {
        Description = description;
        _padding = [description.KernelHeight / 2, description.KernelWidth / 2];
        _mask = RegisterConstant(nameof(_mask), CreateMask(description));
    }

    /// <inheritdoc/>
    public override bool HasManagedKernels => true;

    /// <summary>Sizes and mask.</summary>
    internal MaskedConvolution Description { get; }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => Forward(input, rectify: false, addend: null, isShared: false).Output;

    /// <summary>Computes the layer, and what it does for its neighbours.</summary>
    /// <param name="input">(B, C, H, W).</param>
    /// <param name="rectify">Whether the input is read through a ReLU.</param>
    /// <param name="addend">What to add to the output, (B, C', H, W); null for nothing.</param>
    /// <param name="isShared">Whether others read the input after this layer.</param>
    /// <returns>The output, (B, C', H, W), and the input for those others: read that, and their gradients are added up while this layer's is computed.</returns>
    internal (Tensor Output, Tensor Input) Forward(Tensor input, bool rectify, Tensor? addend, bool isShared)
    {
        if (UsesManagedKernels(input))
            return MaskedConvolutionFunction.Compute(
                input, Weight("weight"), Weight("bias"), addend, ConvolutionCall.For(input, Description, rectify, addend is not null, isShared));
        using var rectified = rectify ? nn.functional.relu(input) : null;
        var masked = Weight("weight") * _mask; // (out, in, kh, kw)
        var output = nn.functional.conv2d(rectified ?? input, masked, Weight("bias"), padding: _padding);
        return (addend is null ? output : output + addend, input);
    }

    static Tensor CreateMask(MaskedConvolution layer)
    {
        var (outputs, inputs) = (layer.Channels.Channels, layer.Input.Channels);
        var (height, width) = (layer.KernelHeight, layer.KernelWidth);
        var mask = new float[outputs * inputs * height * width];
        for (var output = 0; output < outputs; output++)
            for (var input = 0; input < inputs; input++)
            {
                var taps = mask.AsSpan((output * inputs + input) * height * width, height * width);
                var centre = height / 2 * width + width / 2;
                taps[..centre].Fill(1);
                taps[centre] = layer.CentreConnects(output, input) ? 1 : 0;
            }
        return tensor(mask, [outputs, inputs, height, width]);
    }
}
