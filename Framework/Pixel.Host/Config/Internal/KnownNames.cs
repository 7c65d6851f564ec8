namespace Pixel.Host.Config.Internal;

/// <summary>The names that a config may refer to.</summary>
sealed record KnownNames(IReadOnlyList<string> DataSets, IReadOnlyList<KnownArchitecture> Architectures)
{
    public IReadOnlyList<string> ArchitectureNames => [.. Architectures.Select(known => known.Name)];

    public KnownArchitecture? Architecture(string name) => Architectures.FirstOrDefault(known => known.Name == name);
}
