using Pixel.Contracts;
using Pixel.Kernels;
using Pixel.Layers;
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
    /// <param name="context">What the pass is part of, with the labels of a class-conditional network; smaller images are taken from the images. Null for an evaluation without labels.</param>
    /// <returns>
    /// <c>Image</c>: −log p(x), or −log p(x | small) of a conditional network, (B). <c>Small</c>: −log p(small), (B), or null.
    /// Their sum is an upper bound on −log p(x), since other small images could have led to x as well.
    /// </returns>
    /// <exception cref="ArgumentException">The levels have another shape, lie elsewhere, or are out of range.</exception>
    /// <exception cref="ModelException">The likelihood is not that of the network's output.</exception>
    public static (Tensor Image, Tensor? Small) Nats(NetworkModule network, ILikelihood likelihood, Tensor levels, ForwardContext? context = null)
    {
        var (image, output) = (network.Description.Image, network.Description.Output);
        var known = network.Checked(levels, image, nameof(levels));
        if (likelihood.OutputFor(image) is var needed && needed != output)
            throw new ModelException(
                $"The network's output has {Counted.Of(output.Channels, "channel")}; the {likelihood.Name} likelihood needs {needed.Channels}: take the one that the network was built for.");
        network.RequireLabels(context?.Conditions.Labels, known.shape[0]);
        var nats = NatsOfKnown(network, likelihood, known, context ?? ForwardContext.Evaluation);
        if (!ReferenceEquals(known, levels)) known.Dispose();
        return nats;
    }

    /// <summary>The same of images that are known to be levels: a training asks at every step.</summary>
    /// <param name="network">The network.</param>
    /// <param name="likelihood">The likelihood of its output.</param>
    /// <param name="levels">The images in the network's type, (B, C, H, W).</param>
    /// <param name="context">What the pass is part of, with labels that are known to fit.</param>
    /// <inheritdoc cref="Nats"/>
    internal static (Tensor Image, Tensor? Small) NatsOfKnown(NetworkModule network, ILikelihood likelihood, Tensor levels, ForwardContext context)
    {
        var labels = context.Conditions with { Small = null };
        if (network.Small is null) return (Nats(network, levels, labels), null);
        var small = Subsample(levels, network.Small.Description.Image); // (B, C, s, s)
        return (Nats(network, levels, labels with { Small = small }), Nats(network.Small, small, labels));

        Tensor Nats(NetworkModule of, Tensor images, Conditions conditions)
        {
            var (image, pass) = (of.Description.Image, context with { Conditions = conditions });
            if (likelihood is not IPixelLikelihood pixels) return likelihood.NegativeLogLikelihood(of.ForwardKnown(images, pass), images, image, context);
            var targets = pixels.Targets(images, image, context);
            if (!of.HasManagedHead(images))
            {
                var output = of.ForwardKnown(images, pass);
                return of.Kernels.IsManaged(images) && PixelMap.ArePixels(output)
                    ? OutputFunction.Compute(output, targets, pixels.CreateLoss(image))
                    : pixels.Nats(output, targets, image); // to lay the largest map of all out anew would cost more than is won
            }
            var (features, head, rectify) = of.ForwardToHead(images, pass);
            return HeadFunction.Compute(features, head, rectify, targets, pixels.CreateLoss(image));
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
