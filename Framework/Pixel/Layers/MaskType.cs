namespace Pixel.Layers;

/// <summary>Whether a masked convolution sees the colour group that it computes (paper, section 3.4).</summary>
public enum MaskType
{
    /// <summary>Only the groups before: the first layer, which reads the image itself.</summary>
    A,

    /// <summary>The groups before and the same group: every layer after the first, 1×1 layers included.</summary>
    B,
}
