using System.Numerics;
using Pixel.Contracts;
using Pixel.Kernels;
using static TorchSharp.torch;

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

/// <summary>The map face of <see cref="PointwiseConvolution"/>.</summary>
/// <param name="description">The layer.</param>
public sealed class PointwiseConvolutionModule(PointwiseConvolution description) : UnaryLayerModule(description)
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) =>
        nn.functional.conv2d(LayerInputs.Checked(description, input, description.Input, Weight("weight")), Weight("weight"));

    /// <inheritdoc/>
    internal override Tensor ForwardKnown(Tensor[] inputs) => nn.functional.conv2d(inputs[0], Weight("weight"));
}

/// <summary>The step face of <see cref="PointwiseConvolution"/>: all groups of a pixel at once, since its input is known beforehand.</summary>
/// <typeparam name="T">The arithmetic.</typeparam>
sealed class PointwiseConvolutionStep<T> : StepLayer<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly FeatureMap<T> _input;
    readonly FeatureMap<T> _output;
    readonly PackedMatrix<T> _weights;

    public PointwiseConvolutionStep(PointwiseConvolution layer, StepContext<T> context)
    {
        (_input, _output) = (context.Inputs[0], context.Output);
        var (weight, inputs, outputs) = (context.Weights["weight"], layer.Input.Channels, layer.Channels.InGroupOrder());
        _weights = new PackedMatrix<T>(inputs, outputs.Length, context.Kernels).Pack((input, output) => weight[outputs[output] * inputs + input]);
    }

    public override void Step(int row, int column, int group)
    {
        if (group == 0) _weights.Multiply(_input.Pixel(row, column), _output.Pixel(row, column));
    }
}
