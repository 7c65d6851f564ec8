namespace Pixel.Contracts;

/// <summary>What an architecture is built for.</summary>
/// <param name="Image">The shape of the images.</param>
/// <param name="Likelihood">The likelihood whose parameters the network's output gives.</param>
/// <param name="Architectures">The other architectures, for one that is made of others.</param>
public sealed record BuildContext(ImageShape Image, ILikelihood Likelihood, IArchitectureCatalog Architectures)
{
    /// <summary>The smaller image that the network is conditioned on (paper, section 3.6); null for most.</summary>
    public Conditioning? Conditioning { get; init; }
}
