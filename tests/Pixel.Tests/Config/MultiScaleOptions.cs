using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Pixel.Contracts;

namespace Pixel.Tests.Config;

public sealed class MultiScaleOptions : ModelOptions
{
    [Description("The network of the small image.")]
    public ModelSettings Small { get; set; } = new();

    [Description("A network between, if any.")]
    public ModelSettings? Middle { get; set; }

    [Range(2, 8)]
    [Description("Factors between the scales.")]
    public int[] Factors { get; set; } = [2];

    [Description("How the scales are blended.")]
    public BlendOptions Blend { get; set; } = new();
}
