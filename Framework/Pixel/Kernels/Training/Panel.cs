namespace Pixel.Kernels.Training;

/// <summary>Columns that are computed together.</summary>
/// <param name="Column">The first.</param>
/// <param name="Columns">How many.</param>
/// <param name="Vectors">The vectors that hold them; the last panel's last vector may reach beyond.</param>
readonly record struct Panel(int Column, int Columns, int Vectors);
