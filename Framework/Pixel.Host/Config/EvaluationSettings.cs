using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Pixel.Host.Config;

/// <summary>How a model is scored: the <c>evaluation:</c> block.</summary>
public sealed class EvaluationSettings
{
    /// <summary>Images scored at a time, 1 to 65536: a matter of memory and speed, not of the result.</summary>
    /// <value>The default value is 64.</value>
    [Range(1, 65536)]
    [Description("Images scored at a time: a matter of memory and speed, not of the result.")]
    public int Batch { get; set; } = 64;
}
