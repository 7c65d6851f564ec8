using Pixel.Contracts;

namespace Pixel.Layers.Conditioning;

/// <summary>The unmasked 1×1 layer from the upsampled smaller image to a layer's map (paper, section 3.6): all of it is known beforehand.</summary>
/// <param name="Input">The channels of the upsampled map, in one group.</param>
/// <param name="Channels">The channels of the map that is biased.</param>
public sealed record PointwiseConvolution(ChannelGroups Input, ChannelGroups Channels) : LayerDescription
{
    /// <inheritdoc/>
    public override string Kind => "1×1 convolution";

    /// <inheritdoc/>
    public override string Details => $"{Input.Channels} → {Channels.Channels}";

    /// <inheritdoc/>
    public override ChannelGroups Output => Channels;

    /// <inheritdoc/>
    public override bool HasStepFace => true;

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterDescription> Parameters
    {
        get
        {
            var (bound, weights) = (1 / Math.Sqrt(Input.Channels), (long)Channels.Channels * Input.Channels);
            return [new("weight", [Channels.Channels, Input.Channels, 1, 1], bound, weights)]; // the map it biases has a bias
        }
    }

    /// <inheritdoc/>
    public override void Validate(IReadOnlyList<ChannelGroups> inputs)
    {
        if (Input.Groups != 1)
            throw new ModelException("An unmasked 1×1 convolution of colour groups would let a colour see itself; it reads ungrouped maps only.");
        LayerInputs.Require(this, inputs, [Input]);
    }

    /// <inheritdoc/>
    public override IEnumerable<Read> Reads(Cell cell, int height, int width) => [new Read(0, cell with { Group = 0 })];

    /// <inheritdoc/>
    public override long MultiplyAdds(int height, int width) => Parameters[0].Elements * height * width;

    /// <inheritdoc/>
    public override LayerModule CreateModule() => new PointwiseConvolutionModule(this);

    /// <inheritdoc/>
    public override StepLayer<T> CreateStep<T>(StepContext<T> context) => new PointwiseConvolutionStep<T>(this, context);
}
