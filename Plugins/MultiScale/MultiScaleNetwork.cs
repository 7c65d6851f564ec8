using Pixel.Contracts;

namespace MultiScale;

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
        if (!network.Nodes.Any(node => node.Inputs.Any(input => network.Nodes[input].Layer.ReadsSmallImage)))
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
        (sizes.Hidden, sizes.Layers, sizes.Head, sizes.Likelihood) = (options.Hidden, options.Layers, options.Head, options.Likelihood);
        if (sizes is StackOptions stack) (stack.Residual, stack.Skip) = (options.Residual, options.Skip);
        return sizes;
    }
}
