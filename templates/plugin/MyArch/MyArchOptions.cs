using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Pixel.Contracts;

namespace MyArch;

/// <summary>The options: those of every stack of layers (hidden, layers, head, likelihood, residual, skip), and one of its own.</summary>
public sealed class MyArchOptions : StackOptions
{
    /// <summary>Rows and columns of the masked convolutions; <c>model.kernel</c> in YAML.</summary>
    /// <value>The default value is 3.</value>
    [AllowedValues(1, 3, 5, 7)]
    [Description("Rows and columns of the masked convolutions: 1, 3, 5 or 7.")]
    public int Kernel { get; set; } = 3;
}
