using System.ComponentModel;

namespace Pixel.Contracts;

/// <summary>The options of architectures that stack equal layers: the paper's three, and its ablation of residual and skip connections.</summary>
public class StackOptions : ModelOptions
{
    /// <summary>Whether each layer adds its input to its output (paper, section 3.3, figure 5).</summary>
    /// <value>The default value is true.</value>
    [Description("Residual connection around each layer.")]
    public bool Residual { get; set; } = true;

    /// <summary>Whether each layer also feeds the output stage directly, through a 1×1 layer (paper, section 3.3).</summary>
    /// <value>The default value is false.</value>
    [Description("Skip connection from each layer to the output stage.")]
    public bool Skip { get; set; }
}
