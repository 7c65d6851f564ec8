using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Pixel.Contracts;

/// <summary>The options each architecture has; a plug-in derives its own. Bound from the YAML's <c>model:</c> block.</summary>
/// <remarks>
/// <see cref="RangeAttribute"/>, <see cref="AllowedValuesAttribute"/> and <see cref="DescriptionAttribute"/> on a property give its
/// validation, its error text and its entry in the JSON Schema. YAML keys are the property names in camelCase.
/// </remarks>
public class ModelOptions
{
    /// <summary>The width h of the network; feature maps between layers have 2h channels (paper, section 3.3).</summary>
    /// <value>The default value is 16, the paper's for MNIST.</value>
    [Range(1, 4096)]
    [Description("Width h of the network; the maps between layers have 2h channels.")]
    public int Hidden { get; set; } = 16;

    /// <summary>The number of residual blocks or LSTM layers between the first 7×7 convolution and the head.</summary>
    /// <value>The default value is 7, the paper's for MNIST.</value>
    [Range(1, 256)]
    [Description("Number of residual blocks or LSTM layers.")]
    public int Layers { get; set; } = 7;

    /// <summary>Channels of the two 1×1 convolutions before the output (paper, table 1: 32 for MNIST, 1024 for CIFAR-10).</summary>
    /// <value>The default value is 32.</value>
    [Range(1, 8192)]
    [Description("Channels of the two 1×1 convolutions before the output: 32 for MNIST, 1024 for CIFAR-10 in the paper.")]
    public int Head { get; set; } = 32;

    /// <summary>The likelihood of a sub-pixel: <c>bernoulli</c> (2 levels), <c>softmax</c>, <c>logistic-mixture</c>, <c>gaussian-mixture</c> or one of a plug-in.</summary>
    /// <value>The default value is <c>auto</c>: Bernoulli for 2 levels; for more softmax, or for whole pixels of several colours the mixture of logistic distributions.</value>
    [Description("Likelihood of a sub-pixel; auto is bernoulli for 2 levels, else softmax, or logistic-mixture where whole pixels are modelled. Plug-ins may offer others.")]
    public string Likelihood { get; set; } = "auto";

    /// <summary>Components of a mixture likelihood (PixelCNN++, section 2.1).</summary>
    /// <value>The default value is 10, that of PixelCNN++.</value>
    [Range(1, 100)]
    [Description("Components of a mixture likelihood.")]
    public int Components { get; set; } = 10;
}

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

/// <summary>The <c>model:</c> block: the name of an architecture, and beside it in the YAML the options of that architecture.</summary>
/// <remarks>
/// The binder treats any class of this form, a text <c>Architecture</c> and a <see cref="ModelOptions"/> named <c>Options</c>, alike:
/// so an architecture's options may hold further architectures.
/// </remarks>
public sealed class ModelSettings
{
    /// <summary>The name of the architecture.</summary>
    [Required]
    [Description("Name of the architecture; the other keys of this block are its options.")]
    public string Architecture { get; set; } = "";

    /// <summary>The options, of the type that the architecture declares.</summary>
    public ModelOptions Options { get; set; } = new();
}
