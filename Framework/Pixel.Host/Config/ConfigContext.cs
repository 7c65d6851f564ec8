namespace Pixel.Host.Config;

/// <summary>What a config may name that is not settled in this library.</summary>
/// <param name="DataSets">The names that <c>data.set</c> may have.</param>
/// <param name="Architectures">
/// Gives the architectures, from the plug-in folders that the config adds in <c>plugins</c> (absolute paths, most often none).
/// Called once per load; what it throws goes through to the caller of <see cref="ExperimentLoader"/>.
/// </param>
public sealed record ConfigContext(
    IReadOnlyList<string> DataSets,
    Func<IReadOnlyList<string>, IReadOnlyList<KnownArchitecture>> Architectures);
