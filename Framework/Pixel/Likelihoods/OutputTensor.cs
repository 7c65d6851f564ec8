using Pixel.Contracts;
using static TorchSharp.torch;

namespace Pixel.Likelihoods;

/// <summary>A network's output as a likelihood is given it from outside, and the images beside it.</summary>
static class OutputTensor
{
    /// <summary>The levels in the output's type, once both are known to fit.</summary>
    /// <param name="likelihood">The likelihood.</param>
    /// <param name="output">The network's output.</param>
    /// <param name="levels">The images, (B, C, H, W), of any integer or floating type.</param>
    /// <param name="image">The images' shape.</param>
    /// <exception cref="ArgumentException">The output is not one for such images, or the levels are none of them.</exception>
    public static Tensor Checked(ILikelihood likelihood, Tensor output, Tensor levels, ImageShape image)
    {
        ArgumentNullException.ThrowIfNull(output);
        var channels = likelihood.OutputFor(image).Channels;
        if (!output.is_floating_point())
            throw new ArgumentException($"The output is of the type {output.dtype}; the {likelihood.Name} likelihood reads logits of a floating type.", nameof(output));
        if (!output.shape.SequenceEqual([output.shape.FirstOrDefault(), channels, image.Height, image.Width]))
            throw new ArgumentException(
                $"The output has the shape ({string.Join(", ", output.shape)}); for images of {image} the {likelihood.Name} likelihood reads (B, {channels}, {image.Height}, {image.Width}).", nameof(output));
        var known = LevelTensor.Checked(levels, image, output, nameof(levels));
        return known.shape[0] == output.shape[0]
            ? known
            : throw new ArgumentException($"The output is that of {Counted.Of(output.shape[0], "image")}, the levels are {known.shape[0]}.", nameof(levels));
    }
}
