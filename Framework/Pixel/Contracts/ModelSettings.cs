using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Pixel.Contracts;

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
