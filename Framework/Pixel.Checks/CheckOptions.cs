using Pixel.Checks.Conformance;
using Pixel.Contracts;
using Pixel.Host.Config;
using Pixel.Likelihoods;

namespace Pixel.Checks;

/// <summary>Options to check with, from texts as <c>--set</c> has them.</summary>
public static class CheckOptions
{
    /// <summary>Small sizes, so that checks are fast, and laid over them what the texts say; all bound and validated as a YAML's <c>model:</c> block is.</summary>
    /// <param name="architecture">The architecture.</param>
    /// <param name="sets">Each <c>model.KEY=VALUE</c>; the last one wins.</param>
    /// <param name="known">The architectures that an option may name.</param>
    /// <param name="likelihoods">The likelihoods that <c>model.likelihood</c> may name.</param>
    /// <exception cref="ConfigException">A text is malformed, a key is not known, or a value is not allowed; holds all problems.</exception>
    /// <exception cref="NotSupportedException">The options have a property that YAML cannot give.</exception>
    public static ModelOptions Bind(IArchitecture architecture, IReadOnlyList<string> sets, IEnumerable<IArchitecture> known, LikelihoodCatalog likelihoods) => OptionsLoader.Load(
        KnownArchitecture.Of(architecture), Subject.SmallOptions(architecture), sets, new KnownModels([.. known.Select(KnownArchitecture.Of)], likelihoods.Names), "to check with");
}
