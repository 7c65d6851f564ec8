using Pixel.Contracts;
using static TorchSharp.torch;

namespace Pixel.Likelihoods;

/// <summary>Where the numbers of a mixture of some colours stand among a pixel's output channels.</summary>
/// <remarks>
/// K logits; for each colour K means; for each colour K log-scales; then for each pair of colours, (G, R), (B, R), (B, G), K coefficients by which the
/// earlier colour moves the means of the later one. For RGB 10·K numbers, for one colour 3·K (PixelCNN++, section 2.2).
/// </remarks>
/// <param name="Components">Components K.</param>
/// <param name="Colours">Colours that share the components.</param>
readonly record struct MixtureLayout(int Components, int Colours)
{
    /// <summary>Numbers of all.</summary>
    public int Channels => Components * Rows;

    /// <summary>Numbers of a component.</summary>
    public int Rows => 1 + 2 * Colours + Colours * (Colours - 1) / 2;

    /// <summary>The first mean of a colour.</summary>
    /// <param name="colour">The colour.</param>
    public int MeanOf(int colour) => Components * (1 + colour);

    /// <summary>The first log-scale of a colour.</summary>
    /// <param name="colour">The colour.</param>
    public int ScaleOf(int colour) => Components * (1 + Colours + colour);

    /// <summary>The first coefficient of a pair of colours.</summary>
    /// <param name="colour">The colour whose means are moved.</param>
    /// <param name="earlier">The colour that moves them.</param>
    public int CoefficientOf(int colour, int earlier) => Components * (1 + 2 * Colours + colour * (colour - 1) / 2 + earlier);
}

/// <summary>A mixture for the colours of a pixel: one that they share where pixels are whole, else one for each.</summary>
/// <param name="Components">Components K.</param>
/// <param name="WholePixels">Whether the network's output is of whole pixels.</param>
readonly record struct Mixture(int Components, bool WholePixels)
{
    /// <summary>The least log-scale; what lies below counts as it (PixelCNN++, released code).</summary>
    public const double LowestScale = -7;

    /// <summary>How many mixtures there are at a pixel.</summary>
    /// <param name="image">The images.</param>
    public int Count(ImageShape image) => WholePixels ? 1 : image.Channels;

    /// <summary>The numbers of one of them.</summary>
    /// <param name="image">The images.</param>
    public MixtureLayout Layout(ImageShape image) => new(Components, WholePixels ? image.Channels : 1);

    /// <summary>The output's channels: those of a mixture are one group.</summary>
    /// <param name="image">The images.</param>
    public ChannelGroups OutputFor(ImageShape image) => new(Count(image) * Layout(image).Channels, Count(image));

    /// <summary>The numbers of each mixture apart.</summary>
    /// <param name="output">(B, <see cref="OutputFor"/>, H, W).</param>
    /// <param name="image">The images.</param>
    /// <returns>(B, mixtures, numbers, H, W).</returns>
    public Tensor Split(Tensor output, ImageShape image) =>
        output.view(output.shape[0], Count(image), Layout(image).Channels, image.Height, image.Width);

    /// <summary>The colours of each mixture apart.</summary>
    /// <param name="targets">(B, C, H, W).</param>
    /// <param name="image">The images.</param>
    /// <returns>(B, mixtures, colours, H, W).</returns>
    public Tensor SplitTargets(Tensor targets, ImageShape image) =>
        targets.view(targets.shape[0], Count(image), Layout(image).Colours, image.Height, image.Width);
}
