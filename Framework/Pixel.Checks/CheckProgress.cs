namespace Pixel.Checks;

/// <summary>How far the checks of an architecture are.</summary>
/// <param name="Check">The check that begins, or the last one when all are done.</param>
/// <param name="Share">The share of the checks that are done, 0 to 1.</param>
public readonly record struct CheckProgress(string Check, double Share);
