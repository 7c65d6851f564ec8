using Pixel.Contracts;
using Pixel.Likelihoods;
using static TorchSharp.torch;

namespace Pixel.Networks;

/// <summary>The exact likelihood of given images under a network, each sub-pixel given the true ones before it.</summary>
public static class TeacherForcing
{
    /// <summary>The negative log-likelihood of each image, in nats, for the network and for that of the smaller image.</summary>
    /// <param name="network">The network.</param>
    /// <param name="likelihood">The likelihood of its output.</param>
    /// <param name="levels">The images, whole numbers from 0 to levels − 1, (B, C, H, W): of any integer or floating type, where the network lies.</param>
    /// <returns>
    /// <c>Image</c>: −log p(x), or −log p(x | small) of a conditional network, (B). <c>Small</c>: −log p(small), (B), or null.
    /// Their sum is an upper bound on −log p(x), since other small images could have led to x as well.
    /// </returns>
    /// <exception cref="ArgumentException">The levels have another shape, lie elsewhere, or are out of range.</exception>
    /// <exception cref="ModelException">The likelihood is not that of the network's output.</exception>
    public static (Tensor Image, Tensor? Small) Nats(NetworkModule network, ILikelihood likelihood, Tensor levels)
    {
        var (image, output) = (network.Description.Image, network.Description.Output);
        var known = network.Checked(levels, image, nameof(levels));
        if (likelihood.OutputFor(image) is var needed && needed != output)
            throw new ModelException(
                $"The network's output has {Counted.Of(output.Channels, "channel")}; the {likelihood.Name} likelihood needs {needed.Channels}: take the one that the network was built for.");
        var nats = NatsOfKnown(network, likelihood, known);
        if (!ReferenceEquals(known, levels)) known.Dispose();
        return nats;
    }

    /// <summary>The same of images that are known to be levels: a training asks at every step.</summary>
    /// <param name="network">The network.</param>
    /// <param name="likelihood">The likelihood of its output.</param>
    /// <param name="levels">The images in the network's type, (B, C, H, W).</param>
    /// <inheritdoc cref="Nats"/>
    internal static (Tensor Image, Tensor? Small) NatsOfKnown(NetworkModule network, ILikelihood likelihood, Tensor levels)
    {
        if (network.Small is null) return (Nats(network, levels, null), null);
        var small = Subsample(levels, network.Small.Description.Image); // (B, C, s, s)
        return (Nats(network, levels, small), Nats(network.Small, small, null));

        Tensor Nats(NetworkModule of, Tensor images, Tensor? smaller)
        {
            var image = of.Description.Image;
            if (likelihood is not IHeadLikelihood shared) return likelihood.NegativeLogLikelihood(of.ForwardKnown(images, smaller), images, image);
            if (!of.HasManagedHead(images)) return shared.NatsOfKnown(of.ForwardKnown(images, smaller), images, image);
            var (features, head, rectify) = of.ForwardToHead(images, smaller);
            return shared.NegativeLogLikelihood(features, head, rectify, images, image);
        }
    }

    /// <summary>The subsampled image (paper, figure 2 centre): of each block of pixels the upper left one.</summary>
    /// <param name="levels">(B, C, H, W), of any type.</param>
    /// <param name="small">The shape of the smaller image.</param>
    /// <returns>(B, C, s, s), of the same type.</returns>
    /// <exception cref="ArgumentException">The levels are no images.</exception>
    /// <exception cref="ModelException">They are none of which the smaller image is a smaller one.</exception>
    public static Tensor Subsample(Tensor levels, ImageShape small)
    {
        if (levels.shape is not [_, > 0 and <= int.MaxValue, > 0 and <= int.MaxValue, > 0 and <= int.MaxValue] shape)
            throw new ArgumentException($"The levels have the shape ({string.Join(", ", levels.shape)}); images are given as (B, C, H, W).", nameof(levels));
        var factor = new ImageShape((int)shape[1], (int)shape[2], (int)shape[3], small.Levels).FactorTo(small);
        return levels.slice(2, 0, shape[2], factor).slice(3, 0, shape[3], factor).contiguous();
    }
}
