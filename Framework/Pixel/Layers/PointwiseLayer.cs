using System.Numerics;
using Pixel.Contracts;
using Pixel.Kernels;
using static TorchSharp.torch;

namespace Pixel.Layers;

/// <summary>A layer that computes each place from the same place of one input, each colour group from the same group: activations, gates, dropout.</summary>
/// <param name="From">The map that is read.</param>
public abstract record PointwiseLayer(MapDescription From) : LayerDescription
{
    /// <inheritdoc/>
    public override string Details => $"{From.Channels.Channels}";

    /// <summary>The channels of the input.</summary>
    public ChannelGroups Channels => From.Channels;

    /// <inheritdoc/>
    public override ChannelGroups Output => From.Channels;

    /// <inheritdoc/>
    public override MapTiming Timing => From.Timing;

    /// <inheritdoc/>
    public override int Stride => From.Stride;

    /// <inheritdoc/>
    public override bool HasStepFace => true;

    /// <inheritdoc/>
    public override void Validate(IReadOnlyList<ChannelGroups> inputs) => LayerInputs.Require(this, inputs, [From.Channels]);

    /// <inheritdoc/>
    public override IEnumerable<Read> Reads(Cell cell, int height, int width) => [new Read(0, cell)];
}

/// <summary>The map face of a <see cref="PointwiseLayer"/> that keeps nothing between calls, so that several threads may call it at once.</summary>
/// <param name="description">The layer.</param>
public abstract class PointwiseModule(PointwiseLayer description) : UnaryLayerModule(description)
{
    /// <inheritdoc/>
    public sealed override bool HasManagedKernels => true;

    /// <summary>Computes the output map of an input that is known to fit.</summary>
    /// <param name="input">(B, C, H, W).</param>
    /// <returns>(B, C', H, W).</returns>
    protected abstract Tensor Compute(Tensor input);

    /// <inheritdoc/>
    public sealed override Tensor Forward(Tensor input) => Compute(LayerInputs.Checked(description, input, description.Channels));

    /// <inheritdoc/>
    internal sealed override Tensor ForwardKnown(Tensor[] inputs, ForwardContext context) => Compute(inputs[0]);
}

/// <summary>The step face of a <see cref="PointwiseLayer"/>, whenever its map becomes known.</summary>
/// <typeparam name="T">The arithmetic: <see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="context">What it works on.</param>
/// <param name="timing">When its map becomes known.</param>
public abstract class PointwiseStep<T>(StepContext<T> context, MapTiming timing) : TimedStep<T>(context.Output, timing) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>What is read.</summary>
    protected FeatureMap<T> Input { get; } = context.Inputs[0];

    /// <summary>The arithmetic.</summary>
    protected VectorKernels<T> Kernels { get; } = context.Kernels;

    /// <summary>Computes some places.</summary>
    /// <param name="input">The channels of a colour group, a row a place.</param>
    /// <param name="output">Receives those of the same group, a row a place.</param>
    /// <param name="group">The colour group.</param>
    /// <param name="image">The image that all places belong to; null where each row is the same place of another image.</param>
    protected abstract void Compute(Rows<T> input, Rows<T> output, int group, int? image);

    /// <inheritdoc/>
    public sealed override void Step(int row, int column, int group) =>
        Compute(Input.Group(row, column, group), Output.Group(row, column, group), group, null);

    /// <inheritdoc/>
    protected sealed override void ComputeRow(int row)
    {
        for (var image = 0; image < Output.Batch; image++)
            for (var group = 0; group < Output.Channels.Groups; group++)
                Compute(Group(Input, row, image, group), Group(Output, row, image, group), group, image);
    }

    static Rows<T> Group(FeatureMap<T> map, int row, int image, int group)
    {
        var first = map.Channels.OffsetOf(group);
        return map.Columns(row, image).Part(first, map.Channels.OffsetOf(group + 1) - first);
    }
}
