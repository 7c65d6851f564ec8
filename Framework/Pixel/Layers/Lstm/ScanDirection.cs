namespace Pixel.Layers.Lstm;

/// <summary>The corner from which a diagonal scan starts (paper, section 3.2).</summary>
public enum ScanDirection
{
    /// <summary>From the top left corner; position (r, c) sees (r, c) and what is left and above.</summary>
    LeftToRight,

    /// <summary>From the top right corner, then shifted down by one row, so that position (r, c) sees the row above and what is right of it.</summary>
    RightToLeft,
}
