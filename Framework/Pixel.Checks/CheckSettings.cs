using Pixel.Contracts;

namespace Pixel.Checks;

/// <summary>What an architecture is checked with; for most architectures the defaults do.</summary>
public sealed record CheckSettings
{
    /// <summary>The options to check with, of the architecture's own type; small sizes keep the checks fast.</summary>
    /// <value>The default is the architecture's default options with <c>Hidden</c> 12, <c>Layers</c> 2 and <c>Head</c> 18.</value>
    public ModelOptions? Options { get; init; }

    /// <summary>The images to check with: not square, and small, since every sub-pixel of them is measured.</summary>
    /// <value>
    /// The default is gray 5×7 of 2 levels and RGB 4×6 of 4 levels, or other small sizes where the architecture refuses these.
    /// </value>
    public IReadOnlyList<ImageShape>? Shapes { get; init; }

    /// <summary>The other architectures, for one that is made of others, such as a multi-scale one.</summary>
    /// <value>The default knows none.</value>
    public IArchitectureCatalog Architectures { get; init; } = new NoOtherArchitectures();

    /// <summary>A likelihood of one's own, in place of the one that <see cref="ModelOptions.Likelihood"/> names.</summary>
    /// <value>The default is null.</value>
    public ILikelihood? Likelihood { get; init; }

    /// <summary>Is told of each check that begins.</summary>
    public IProgress<CheckProgress>? Progress { get; init; }

    sealed class NoOtherArchitectures : IArchitectureCatalog
    {
        public IArchitecture Find(string name) => throw new ModelException(
            $"The architecture '{name}' is asked for; give {nameof(CheckSettings)}.{nameof(CheckSettings.Architectures)} to check an architecture made of others.");
    }
}
