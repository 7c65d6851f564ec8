using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Pixel.Contracts;

namespace MultiScale;

/// <summary>The options of the Multi-Scale PixelRNN; width, depth and connections are those of the conditional network.</summary>
public sealed class MultiScaleOptions : StackOptions
{
    /// <summary>The architecture of the conditional network on the whole image.</summary>
    /// <value>The default value is <c>row-lstm</c>, the paper's for 64×64 images.</value>
    [Description("Architecture of the conditional network on the whole image: row-lstm, diagonal-bilstm or pixelcnn.")]
    public string Network { get; set; } = "row-lstm";

    /// <summary>By how much the small image is smaller: n / s. It divides height and width.</summary>
    /// <value>The default value is 2.</value>
    [Range(2, 64)]
    [Description("How many times smaller each side of the small image is; divides height and width.")]
    public int Factor { get; set; } = 2;

    /// <summary>The channels c of the map that the small image is upsampled to.</summary>
    /// <value>The default value is 16.</value>
    [Range(1, 4096)]
    [Description("Channels c of the map that the small image is upsampled to.")]
    public int Upsampling { get; set; } = 16;

    /// <summary>The unconditional network on the small image.</summary>
    /// <value>The default is the conditional network's architecture and sizes.</value>
    [Description("The unconditional network on the small image: architecture and options; by default as on the whole image.")]
    public ModelSettings? Small { get; set; }
}
