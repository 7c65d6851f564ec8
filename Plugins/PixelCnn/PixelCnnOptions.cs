using System.ComponentModel;
using Pixel.Contracts;

namespace PixelCnn;

/// <summary>The options of the PixelCNN.</summary>
public sealed class PixelCnnOptions : ModelOptions
{
    /// <summary>Whether each block adds its input to its output (paper, section 3.3, figure 5).</summary>
    /// <value>The default value is true.</value>
    [Description("Residual connection around each block.")]
    public bool Residual { get; set; } = true;

    /// <summary>Whether each block also feeds the output stage directly, through a 1×1 layer (paper, section 3.3).</summary>
    /// <value>The default value is false.</value>
    [Description("Skip connection from each block to the output stage.")]
    public bool Skip { get; set; }
}
