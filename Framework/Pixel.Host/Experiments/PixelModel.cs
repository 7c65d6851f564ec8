using Pixel.Contracts;
using Pixel.Host.Plugins;
using Pixel.Likelihoods;
using Pixel.Networks;
using Pixel.Sampling;

namespace Pixel.Host.Experiments;

/// <summary>A model as an experiment describes it: the network and the likelihood of its output.</summary>
/// <param name="Architecture">The architecture's name.</param>
/// <param name="Description">The network.</param>
/// <param name="Likelihood">The likelihood.</param>
public sealed record PixelModel(string Architecture, NetworkDescription Description, ILikelihood Likelihood)
{
    /// <summary>Builds the model for images of a shape.</summary>
    /// <param name="settings">The architecture and its options.</param>
    /// <param name="image">The images.</param>
    /// <param name="plugins">Where the architecture comes from.</param>
    /// <exception cref="ModelException">The options do not fit the images.</exception>
    /// <exception cref="UnknownArchitectureException">No plug-in offers the architecture.</exception>
    public static PixelModel Build(ModelSettings settings, ImageShape image, PluginCatalog plugins)
    {
        var architecture = plugins.Find(settings.Architecture);
        var likelihood = LikelihoodCatalog.Find(settings.Options.Likelihood, image);
        return new PixelModel(architecture.Name, architecture.Build(settings.Options, new BuildContext(image, likelihood, plugins)), likelihood);
    }

    /// <summary>Makes a sampler.</summary>
    /// <param name="name">Incremental or ancestral; a network without a step face is sampled ancestrally.</param>
    /// <param name="batch">Images drawn at once.</param>
    /// <param name="threads">Threads for the step face; 0 for one each core.</param>
    /// <param name="weights">Gives the weights, for the step face.</param>
    /// <param name="network">Gives the map face.</param>
    public ISampler CreateSampler(string name, int batch, int threads, Func<WeightSet> weights, Func<NetworkModule> network) =>
        name == Samplers.Incremental && Description.HasStepFace
            ? Samplers.CreateIncremental<float>(Description, Likelihood, weights(), batch, threads == 0 ? Environment.ProcessorCount : threads)
            : Samplers.CreateAncestral(network(), Likelihood, batch);
}
