using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Pixel.Host.Config;

/// <summary>How samples are drawn: the <c>sampling:</c> block.</summary>
public sealed class SamplingSettings
{
    /// <summary>Images to draw: 0 (none) to 65536.</summary>
    /// <value>The default value is 16.</value>
    [Range(0, 65536)]
    [Description("Images to draw; 0 draws none.")]
    public int Count { get; set; } = 16;

    /// <summary>Seed of the draws: at least 0.</summary>
    /// <value>The default value is 0.</value>
    [Range(0, int.MaxValue)]
    [Description("Seed of the draws.")]
    public int Seed { get; set; }

    /// <summary>Divides the logits: below 1 for likelier images, above 1 for more varied ones. Above 0, up to 100.</summary>
    /// <value>The default value is 1: the model itself.</value>
    [Range(0.0, 100.0, MinimumIsExclusive = true)]
    [Description("Divides the logits: below 1 for likelier images, above 1 for more varied ones.")]
    public double Temperature { get; set; } = 1.0;

    /// <summary>The way: <c>incremental</c> (fast), or <c>ancestral</c>, a whole forward for each sub-pixel (the oracle).</summary>
    /// <value>The default value is <c>incremental</c>.</value>
    [AllowedValues("incremental", "ancestral")]
    [Description("Way: incremental (fast), or ancestral, a whole forward for each sub-pixel (the oracle).")]
    public string Sampler { get; set; } = "incremental";

    /// <summary>Epochs between two grids of samples during training: at least 1.</summary>
    /// <value>The default value is null: only after training.</value>
    [Range(1, int.MaxValue)]
    [Description("Epochs between two grids of samples during training; null samples only after it.")]
    public int? Every { get; set; }
}
