namespace Pixel.Contracts;

/// <summary>What an architecture is built for.</summary>
/// <param name="Image">The shape of the images.</param>
/// <param name="Likelihood">The likelihood whose parameters the network's output gives.</param>
public sealed record BuildContext(ImageShape Image, ILikelihood Likelihood);
