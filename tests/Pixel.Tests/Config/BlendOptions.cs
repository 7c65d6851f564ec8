using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Pixel.Tests.Config;

public sealed class BlendOptions
{
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    [Description("Share of the small image.")]
    public double Share { get; set; } = 0.5;

    [Description("A note, if any.")]
    public string? Note { get; set; }
}
