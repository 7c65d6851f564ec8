namespace Pixel.Contracts;

/// <summary>A smaller image that a network is conditioned on, and the width of the map it is upsampled to (paper, section 3.6).</summary>
/// <param name="Small">The smaller image; its sides divide those of the modelled image by the same factor.</param>
/// <param name="Channels">The channels c of the c×n×n map.</param>
public sealed record Conditioning(ImageShape Small, int Channels);
