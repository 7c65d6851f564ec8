namespace Pixel.Kernels.Training;

/// <summary>A stretch of numbers that a row of a product reads: how far from the row's start it begins, and how long it is.</summary>
/// <param name="Offset">In numbers, negative ones too.</param>
/// <param name="Length">In numbers.</param>
readonly record struct Run(nint Offset, nint Length);
