using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Pixel.Contracts;

namespace Pixel.Tests.Config;

public sealed class RowOptions : ModelOptions, IValidatableObject
{
    [Range(1, 99)]
    [Description("Width of the input-to-state convolution.")]
    public int Kernel { get; set; } = 3;

    [Description("Whether to learn the first state.")]
    public bool LearnState { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Kernel % 2 == 0)
            yield return new ValidationResult($"is {Kernel}; expected an odd number", [nameof(Kernel)]);
    }
}
