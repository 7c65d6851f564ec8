using System.Numerics;
using Pixel.Contracts;
using Pixel.Kernels;
using static TorchSharp.torch;

namespace Pixel.Layers;

/// <summary>max(0, x), element by element.</summary>
/// <param name="Channels">The channels of input and output.</param>
public sealed record Rectifier(ChannelGroups Channels) : LayerDescription
{
    /// <inheritdoc/>
    public override string Kind => "ReLU";

    /// <inheritdoc/>
    public override string Details => $"{Channels.Channels}";

    /// <inheritdoc/>
    public override ChannelGroups Output => Channels;

    /// <inheritdoc/>
    public override bool HasStepFace => true;

    /// <inheritdoc/>
    public override void Validate(IReadOnlyList<ChannelGroups> inputs) => LayerInputs.Require(this, inputs, [Channels]);

    /// <inheritdoc/>
    public override IEnumerable<Read> Reads(Cell cell, int height, int width) => [new Read(0, cell)];

    /// <inheritdoc/>
    public override LayerModule CreateModule() => new RectifierModule(this);

    /// <inheritdoc/>
    public override StepLayer<T> CreateStep<T>(StepContext<T> context) => new RectifierStep<T>(context);
}

/// <summary>The map face of <see cref="Rectifier"/>.</summary>
/// <param name="description">The layer.</param>
public sealed class RectifierModule(Rectifier description) : UnaryLayerModule(description)
{
    /// <inheritdoc/>
    public override bool HasManagedKernels => true;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => nn.functional.relu(LayerInputs.Checked(description, input, description.Channels));

    /// <inheritdoc/>
    internal override Tensor ForwardKnown(Tensor[] inputs) => nn.functional.relu(inputs[0]);
}

/// <summary>The step face of <see cref="Rectifier"/>.</summary>
/// <typeparam name="T">The arithmetic.</typeparam>
sealed class RectifierStep<T>(StepContext<T> context) : StepLayer<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly VectorKernels<T> _kernels = context.Kernels;
    readonly FeatureMap<T> _input = context.Inputs[0];
    readonly FeatureMap<T> _output = context.Output;

    public override void Step(int row, int column, int group) =>
        _kernels.Rectify(_input.Group(row, column, group), _output.Group(row, column, group));
}
