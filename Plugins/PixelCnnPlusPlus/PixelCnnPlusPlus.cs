using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Pixel.Contracts;
using Pixel.Networks;

namespace PixelCnnPlusPlus;

/// <summary>The options of PixelCNN++. Every map has 2h channels.</summary>
public sealed class PixelCnnPlusPlusOptions : ModelOptions
{
    /// <summary>The paper has five ResNet layers a block.</summary>
    public PixelCnnPlusPlusOptions() => Layers = 5;

    /// <summary>Resolutions, each half of the one before: 3 in the paper, 32×32, 16×16 and 8×8.</summary>
    /// <value>The default value is 3.</value>
    [Range(1, 5)]
    [Description("Resolutions, each half of the one before; sides must divide by 2 for each after the first.")]
    public int Resolutions { get; set; } = 3;

    /// <summary>The probability that a feature drops in training, in each ResNet layer.</summary>
    /// <value>The default value is 0.5, the paper's for CIFAR-10.</value>
    [Range(0, 0.99)]
    [Description("Probability that a feature drops in training, in each ResNet layer: 0.5 in the paper.")]
    public double Dropout { get; set; } = 0.5;
}

/// <summary>The network: down through the resolutions and up again, layers of the way up reading those of the way down (section 2.3 and figure 2).</summary>
static class PixelCnnPlusPlusNetwork
{
    /// <summary>First layers, blocks of ResNet layers with a coarser map after each, the same upwards, and the likelihood's parameters.</summary>
    public static NetworkDescription Describe(PixelCnnPlusPlusOptions options, BuildContext context)
    {
        var network = new NetworkBuilder(context);
        var layers = new ResNetLayers(network, options);
        var streams = layers.First();
        var down = new Stack<Streams>([streams]);
        for (var block = 1; block <= options.Resolutions; block++)
        {
            for (var i = 1; i <= options.Layers; i++) down.Push(streams = layers.Down($"down{block}_{i}", streams));
            if (block < options.Resolutions) down.Push(streams = layers.Coarser($"down{block}_half", streams));
        }
        streams = down.Pop();
        for (var block = options.Resolutions; block >= 1; block--)
        {
            // One layer more after the first block: it has the coarser map's twin to read as well.
            var count = block == options.Resolutions ? options.Layers : options.Layers + 1;
            for (var i = 1; i <= count; i++) streams = layers.Up($"up{block}_{i}", streams, down.Pop());
            if (block > 1) streams = layers.Finer($"up{block}_double", streams);
        }
        layers.Output(streams);
        return network.Build();
    }
}

/// <summary>PixelCNN++ (Salimans et al., "PixelCNN++: Improving the PixelCNN with Discretized Logistic Mixture Likelihood and Other Modifications", 2017).</summary>
public sealed class PixelCnnPlusPlusArchitecture : Architecture<PixelCnnPlusPlusOptions>
{
    /// <inheritdoc/>
    public override string Name => "pixelcnn-plus-plus";

    /// <inheritdoc/>
    public override string Summary => "PixelCNN++: gated ResNet layers at several resolutions with shortcuts; whole pixels, their colours coupled in the likelihood";

    /// <inheritdoc/>
    public override bool WholePixels => true;

    /// <inheritdoc/>
    protected override NetworkDescription Build(PixelCnnPlusPlusOptions options, BuildContext context) => PixelCnnPlusPlusNetwork.Describe(options, context);
}
