using Pixel.Contracts;
using Pixel.Networks;

namespace Pixel.Sampling;

/// <summary>Makes the two samplers.</summary>
public static class Samplers
{
    /// <summary>The name of the sampler that stands on the step face.</summary>
    public const string Incremental = "incremental";

    /// <summary>The name of the sampler that stands on the map face.</summary>
    public const string Ancestral = "ancestral";

    /// <summary>The fast sampler: one forward pass of arithmetic for a whole image, without libtorch.</summary>
    /// <param name="description">The network.</param>
    /// <param name="likelihood">The likelihood of its output.</param>
    /// <param name="weights">Its weights.</param>
    /// <param name="batch">Images in lock-step.</param>
    /// <exception cref="NotSupportedException">A layer has no step face.</exception>
    public static ISampler CreateIncremental(NetworkDescription description, ILikelihood likelihood, WeightSet weights, int batch) =>
        new RasterSampler(Incremental, likelihood, new StepConditionals<float>(description, weights, batch));

    /// <summary>The slow sampler, for any network: a whole forward pass for every sub-pixel.</summary>
    /// <param name="network">The map face, which stays the caller's.</param>
    /// <param name="likelihood">The likelihood of its output.</param>
    /// <param name="batch">Images in lock-step.</param>
    public static ISampler CreateAncestral(NetworkModule network, ILikelihood likelihood, int batch) =>
        new RasterSampler(Ancestral, likelihood, new MapConditionals(network, batch));
}
