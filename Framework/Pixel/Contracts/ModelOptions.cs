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

    /// <summary>The likelihood of a sub-pixel: <c>bernoulli</c> (2 levels) or <c>softmax</c> (any number of levels).</summary>
    /// <value>The default value is <c>auto</c>: Bernoulli for 2 levels, else softmax.</value>
    [AllowedValues("auto", "bernoulli", "softmax")]
    [Description("Likelihood of a sub-pixel: auto (Bernoulli for 2 levels, else softmax), bernoulli or softmax.")]
    public string Likelihood { get; set; } = "auto";
}
