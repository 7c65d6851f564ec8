namespace Pixel.Host.Distributions;

/// <summary>Which distributions to write, and where.</summary>
/// <param name="Prefix">PREFIX of PREFIX.png, PREFIX.txt, and PREFIX-ROW-COLUMN-CHANNEL.csv.</param>
/// <param name="Places">The sub-pixels, at least one.</param>
public sealed record DistributionRequest(string Prefix, IReadOnlyList<SubPixel> Places);
