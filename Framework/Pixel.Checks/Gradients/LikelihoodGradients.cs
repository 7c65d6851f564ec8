using Pixel.Checks.Gradients.Internal;
using Pixel.Contracts;
using Pixel.Libtorch;

namespace Pixel.Checks.Gradients;

/// <summary>The gradient check of likelihoods, without a network: of random outputs, for networks of colour groups and for those of whole pixels.</summary>
public static class LikelihoodGradients
{
    const int Components = 3;

    /// <summary>The images that likelihoods are checked on: levels enough that bins lie beside both edges and between them.</summary>
    public static IReadOnlyList<ImageShape> Images { get; } = [new(1, 3, 2, 2), new(1, 2, 3, 256), new(3, 3, 4, 2), new(3, 4, 3, 5)];

    /// <summary>Checks a likelihood with three components, of images that it takes.</summary>
    /// <param name="family">The likelihood.</param>
    /// <param name="options">How to check.</param>
    /// <returns>A result for each of <see cref="Images"/>, and another for RGB ones of whole pixels.</returns>
    public static IReadOnlyList<ArchitectureGradientResult> Check(ILikelihoodFamily family, GradientCheckOptions options)
    {
        var results = new List<ArchitectureGradientResult>();
        foreach (var image in Images)
            foreach (var wholePixels in image.Channels == 1 ? [false] : new[] { false, true })
                results.Add(Check(family, new LikelihoodContext(image, wholePixels, Components), options));
        return results;
    }

    /// <summary>Checks one likelihood.</summary>
    /// <param name="likelihood">The likelihood.</param>
    /// <param name="image">The images.</param>
    /// <param name="options">How to check.</param>
    /// <param name="claim">The likelihood that it should be, which the oracle computes; null for itself. Another lets one of one's own be held against a shared one.</param>
    /// <exception cref="ModelException">The likelihood does not fit the images.</exception>
    public static GradientReport Check(ILikelihood likelihood, ImageShape image, GradientCheckOptions options, ILikelihood? claim = null)
    {
        TorchLibrary.Load();
        return new LikelihoodRows(likelihood, image, options).Compare(claim ?? likelihood);
    }

    static ArchitectureGradientResult Check(ILikelihoodFamily family, LikelihoodContext context, GradientCheckOptions options)
    {
        var result = new ArchitectureGradientResult(family.Name, context.Image) { IsLikelihood = true, Likelihood = context.WholePixels ? "whole pixels" : "colour groups" };
        try
        {
            var likelihood = family.Create(context);
            var channels = likelihood.OutputFor(context.Image);
            if (channels.Groups != context.Groups)
                return result with { Refusal = $"its output has {Counted.Of(channels.Groups, "group")}, the network {context.Groups}" };
            return result with { Parameters = channels.Channels, Report = Check(likelihood, context.Image, options) };
        }
        catch (ModelException problem)
        {
            return result with { Refusal = problem.Message };
        }
    }
}
