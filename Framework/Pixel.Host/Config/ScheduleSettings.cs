using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Pixel.Host.Config;

/// <summary>How the learning rate changes with the steps: the <c>training.schedule:</c> block.</summary>
public sealed class ScheduleSettings
{
    /// <summary>The shape: <c>constant</c>, <c>exponential</c> or <c>cosine</c>.</summary>
    /// <value>The default value is <c>constant</c>.</value>
    [AllowedValues("constant", "exponential", "cosine")]
    [Description("Shape: constant, exponential or cosine.")]
    public string Kind { get; set; } = "constant";

    /// <summary>Steps over which the learning rate first rises from 0, linearly: at least 0.</summary>
    /// <value>The default value is 0.</value>
    [Range(0, int.MaxValue)]
    [Description("Steps over which the learning rate first rises from 0, linearly.")]
    public int Warmup { get; set; }

    /// <summary>The factor of each step of the exponential shape: above 0, up to 1.</summary>
    /// <value>The default value is 0.999995.</value>
    [Range(0.0, 1.0, MinimumIsExclusive = true)]
    [Description("exponential: factor of each step.")]
    public double Decay { get; set; } = 0.999995;

    /// <summary>The fraction of the learning rate that the cosine shape ends at: 0 to 1.</summary>
    /// <value>The default value is 0.</value>
    [Range(0.0, 1.0)]
    [Description("cosine: fraction of the learning rate that it ends at.")]
    public double Minimum { get; set; }
}
