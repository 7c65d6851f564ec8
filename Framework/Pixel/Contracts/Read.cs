namespace Pixel.Contracts;

/// <summary>A cell that another cell is computed from.</summary>
/// <param name="Input">Which of the layer's inputs is read, or <see cref="Own"/>.</param>
/// <param name="Cell">The cell that is read.</param>
public readonly record struct Read(int Input, Cell Cell)
{
    /// <summary>The layer's own output or state, as a recurrence reads it.</summary>
    public const int Own = -1;
}
