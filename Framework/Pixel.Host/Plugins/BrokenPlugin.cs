using Pixel.Host.Plugins.Internal;

namespace Pixel.Host.Plugins;

/// <summary>A plug-in that was found, or named, and could not be used.</summary>
/// <param name="Name">The name of its assembly, by its file or folder.</param>
/// <param name="File">The full path of its assembly, or of what was named and is not there.</param>
/// <param name="ContractVersion">The version of the contract (the assembly Pixel) it was built against, if that could be read.</param>
/// <param name="HostVersion">The version of the contract here.</param>
/// <param name="Reason">What is wrong: a clause that follows "was not loaded: ".</param>
/// <param name="Remedy">What to do about it.</param>
public sealed record BrokenPlugin(
    string Name, string File, Version? ContractVersion, Version HostVersion, string Reason, string Remedy)
{
    /// <summary>All of it for a reader, in four lines.</summary>
    public string Message => $"""
        The plug-in {Name} was not loaded: {Reason}.
          file:     {File}
          contract: {Contract.Tell(ContractVersion)}
          remedy:   {Remedy}.
        """;
}
