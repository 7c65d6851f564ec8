using Pixel.Contracts;

namespace Pixel.Host.Config;

/// <summary>What a config needs to know of an architecture.</summary>
/// <param name="Name">The name that YAML knows it by.</param>
/// <param name="Summary">One line, for the schema.</param>
/// <param name="OptionsType"><see cref="ModelOptions"/> or derived from it, with a public constructor without parameters.</param>
public sealed record KnownArchitecture(string Name, string Summary, Type OptionsType);
