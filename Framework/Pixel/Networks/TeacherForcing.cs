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
    /// <param name="levels">The images, (B, C, H, W).</param>
    /// <returns>
    /// <c>Image</c>: −log p(x), or −log p(x | small) of a conditional network, (B). <c>Small</c>: −log p(small), (B), or null.
    /// Their sum is an upper bound on −log p(x), since other small images could have led to x as well.
    /// </returns>
    public static (Tensor Image, Tensor? Small) Nats(NetworkModule network, ILikelihood likelihood, Tensor levels)
    {
        if (network.Small is null) return (Nats(network, levels, null), null);
        var small = Subsample(levels, network.Small.Description.Image); // (B, C, s, s)
        return (Nats(network, levels, small), Nats(network.Small, small, null));

        Tensor Nats(NetworkModule of, Tensor images, Tensor? smaller)
        {
            if (likelihood is not IHeadLikelihood fused || !of.HasManagedHead(images))
                return likelihood.NegativeLogLikelihood(of.forward(images, smaller), images, of.Description.Image);
            var (features, head, rectify) = of.ForwardToHead(images, smaller);
            return fused.NegativeLogLikelihood(features, head, rectify, images, of.Description.Image);
        }
    }

    /// <summary>The subsampled image (paper, figure 2 centre): of each block of pixels the upper left one.</summary>
    /// <param name="levels">(B, C, H, W).</param>
    /// <param name="small">The shape of the smaller image.</param>
    /// <returns>(B, C, s, s).</returns>
    public static Tensor Subsample(Tensor levels, ImageShape small)
    {
        var factor = levels.shape[2] / small.Height;
        return levels.slice(2, 0, levels.shape[2], factor).slice(3, 0, levels.shape[3], factor).contiguous();
    }
}
