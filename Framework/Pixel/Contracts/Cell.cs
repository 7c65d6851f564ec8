namespace Pixel.Contracts;

/// <summary>One place of a feature map: all channels of one colour group at one position.</summary>
/// <param name="Row">The row, 0 at the top.</param>
/// <param name="Column">The column, 0 at the left.</param>
/// <param name="Group">The colour group: 0 for R (or gray), 1 for G, 2 for B.</param>
public readonly record struct Cell(int Row, int Column, int Group);
