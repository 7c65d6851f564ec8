using Pixel.Contracts;

namespace Pixel.Host.Plugins;

/// <summary>A plug-in that was loaded.</summary>
/// <param name="Name">The name of its assembly, which its folder bears too.</param>
/// <param name="File">The full path of its assembly.</param>
/// <param name="Version">The version that its author gave it.</param>
/// <param name="ContractVersion">The version of the contract (the assembly Pixel) it was built against.</param>
/// <param name="Architectures">What it offers, at least one, ordered by name.</param>
public sealed record Plugin(string Name, string File, string Version, Version ContractVersion, IReadOnlyList<IArchitecture> Architectures);
