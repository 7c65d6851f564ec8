using Pixel.Checks.Conformance;
using Pixel.Contracts;
using Pixel.Likelihoods;

namespace Pixel.Checks;

/// <summary>
/// Checks that an architecture keeps what the contract promises: no output sees the future, both faces agree, probabilities sum to 1,
/// gradients are right, weights survive a file, nothing leaks; <c>docs/checking-a-plugin.md</c> describes each check.
/// </summary>
/// <example><code>[Fact] public void It_conforms() => ArchitectureCheck.Run(new MyArchitecture()).ThrowIfFailed();</code></example>
public static class ArchitectureCheck
{
    /// <summary>The checks, in the order they are made: those that others rest on first.</summary>
    static readonly IConformanceCheck[] Checks =
    [
        new BuildCheck(), new OptionsCheck(), new DeterminismCheck(), new DtypeCheck(), new DeviceCheck(), new CausalityCheck(), new ReceptiveFieldCheck(),
        new NormalizationCheck(), new StepFaceCheck(), new SamplerCheck(), new GradientsCheck(), new SaveLoadCheck(), new MemoryCheck(),
    ];

    /// <summary>The names of the checks, in the order they are made.</summary>
    public static IReadOnlyList<string> Names => [.. Checks.Select(check => check.Name)];

    /// <summary>Makes all checks on the CPU, in a few seconds for a small network.</summary>
    /// <remarks>
    /// The check <c>memory</c> counts the live tensors of the whole process: nothing else may use tensors meanwhile. In xunit, put the test
    /// into a collection with <c>DisableParallelization</c>.
    /// </remarks>
    /// <param name="architecture">The architecture.</param>
    /// <param name="settings">Options, images and other architectures; null for the defaults.</param>
    /// <param name="cancellation">Stops between two checks.</param>
    /// <returns>A result for each check; what the architecture throws is a failure, never an exception here.</returns>
    /// <exception cref="OperationCanceledException">The checks were stopped.</exception>
    public static CheckReport Run(IArchitecture architecture, CheckSettings? settings = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        settings ??= new CheckSettings();
        var subject = new Subject(architecture, settings);
        var results = new List<CheckResult>();
        foreach (var check in Checks)
        {
            cancellation.ThrowIfCancellationRequested();
            settings.Progress?.Report(new CheckProgress(check.Name, (double)results.Count / Checks.Length));
            results.Add(Run(check, subject, results));
        }
        settings.Progress?.Report(new CheckProgress(Checks[^1].Name, 1));
        return new CheckReport(architecture.Name, results, subject.Maps);
    }

    static CheckResult Run(IConformanceCheck check, Subject subject, List<CheckResult> before)
    {
        var outcome = before.Find(result => check.Needs.Contains(result.Name) && result.Verdict == Verdict.Failed) is { } failed
            ? Outcome.Skip($"it rests on '{failed.Name}', which failed")
            : Guard(check, subject);
        return new CheckResult(check.Name, outcome.Verdict, outcome.Summary, check.Meaning, outcome.Details);
    }

    static Outcome Guard(IConformanceCheck check, Subject subject)
    {
        try
        {
            return check.Run(subject);
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            return Outcome.Threw(problem);
        }
    }
}

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

    /// <summary>Classes to condition the networks on, at least 2; 0 for networks that know none.</summary>
    /// <value>The default is 0.</value>
    public int Classes { get; init; }

    /// <summary>The other architectures, for one that is made of others, such as a multi-scale one.</summary>
    /// <value>The default knows none.</value>
    public IArchitectureCatalog Architectures { get; init; } = new NoOtherArchitectures();

    /// <summary>The likelihoods that <see cref="ModelOptions.Likelihood"/> may name.</summary>
    /// <value>The default is the shared ones.</value>
    public LikelihoodCatalog Likelihoods { get; init; } = LikelihoodCatalog.Shared;

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

/// <summary>How far the checks of an architecture are.</summary>
/// <param name="Check">The check that begins, or the last one when all are done.</param>
/// <param name="Share">The share of the checks that are done, 0 to 1.</param>
public readonly record struct CheckProgress(string Check, double Share);
