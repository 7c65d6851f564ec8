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

/// <summary>The two networks.</summary>
static class MultiScaleNetwork
{
    /// <summary>The conditional network, with the unconditional one of the small image.</summary>
    public static NetworkDescription Describe(MultiScaleOptions options, BuildContext context)
    {
        if (context.Conditioning is not null || options.Network == "multi-scale" || options.Small?.Architecture == "multi-scale")
            throw new ModelException("A multi-scale model is made of networks that are not multi-scale themselves.");
        var image = context.Image;
        if (image.Height % options.Factor != 0 || image.Width % options.Factor != 0)
            throw new ModelException($"model.factor is {options.Factor}; it must divide the images' {image.Height} rows and {image.Width} columns.");
        var small = new ImageShape(image.Channels, image.Height / options.Factor, image.Width / options.Factor, image.Levels);
        var architecture = context.Architectures.Find(options.Network);
        var sizes = Sizes(architecture, options);
        var network = architecture.Build(sizes, context with { Conditioning = new Conditioning(small, options.Upsampling) });
        if (!network.Nodes.Any(node => node.Inputs.Any(input => network.Nodes[input].Layer.Condition == Condition.SmallImage)))
            throw new ModelException($"'{options.Network}' cannot be conditioned on a small image; use row-lstm, diagonal-bilstm or pixelcnn.");
        return network with { Small = Small(options, context with { Image = small }, architecture, sizes) };
    }

    static NetworkDescription Small(MultiScaleOptions options, BuildContext context, IArchitecture architecture, ModelOptions sizes) =>
        options.Small is { } small
            ? context.Architectures.Find(small.Architecture).Build(small.Options, context)
            : architecture.Build(sizes, context);

    /// <summary>The options of the conditional network's own architecture, with the sizes given here.</summary>
    static ModelOptions Sizes(IArchitecture architecture, MultiScaleOptions options)
    {
        var sizes = (ModelOptions)Activator.CreateInstance(architecture.OptionsType)!;
        (sizes.Hidden, sizes.Layers, sizes.Head) = (options.Hidden, options.Layers, options.Head);
        (sizes.Likelihood, sizes.Components) = (options.Likelihood, options.Components);
        if (sizes is StackOptions stack) (stack.Residual, stack.Skip) = (options.Residual, options.Skip);
        return sizes;
    }
}

/// <summary>Multi-Scale PixelRNN (van den Oord et al., 2016, section 3.6): a small image first, then the image given the small one.</summary>
public sealed class MultiScaleArchitecture : Architecture<MultiScaleOptions>
{
    /// <inheritdoc/>
    public override string Name => "multi-scale";

    /// <inheritdoc/>
    public override string Summary => "Multi-Scale PixelRNN: a network for a small image, and one for the image conditioned on it";

    /// <inheritdoc/>
    protected override NetworkDescription Build(MultiScaleOptions options, BuildContext context) =>
        MultiScaleNetwork.Describe(options, context);
}
