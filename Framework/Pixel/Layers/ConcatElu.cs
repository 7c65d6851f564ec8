using System.Numerics;
using Pixel.Contracts;
using Pixel.Kernels;
using static TorchSharp.torch;

namespace Pixel.Layers;

/// <summary>elu(x) | elu(−x), twice the channels (PixelCNN++): nothing of x is lost, as a ReLU would lose what is below 0.</summary>
/// <param name="From">The map that is read, whose colours do not repeat.</param>
public sealed record ConcatElu(MapDescription From) : PointwiseLayer(From)
{
    /// <inheritdoc/>
    public override string Kind => "concat ELU";

    /// <inheritdoc/>
    public override string Details => $"{From.Channels.Channels} → {Output.Channels}";

    /// <inheritdoc/>
    public override ChannelGroups Output => new(2 * From.Channels.Channels, From.Channels.Groups, 2);

    /// <inheritdoc/>
    public override void Validate(IReadOnlyList<ChannelGroups> inputs)
    {
        if (From.Channels.Repeats != 1)
            throw new ModelException($"A concat ELU reads colours once, but is given them in {Counted.Of(From.Channels.Repeats, "part")}.");
        base.Validate(inputs);
    }

    /// <inheritdoc/>
    public override LayerModule CreateModule() => new ConcatEluModule(this);

    /// <inheritdoc/>
    public override StepLayer<T> CreateStep<T>(StepContext<T> context) => new ConcatEluStep<T>(context, Timing);
}

/// <summary>The map face of <see cref="ConcatElu"/>.</summary>
/// <param name="description">The layer.</param>
public sealed class ConcatEluModule(ConcatElu description) : PointwiseModule(description)
{
    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input) => UsesManagedKernels(input)
        ? ActivationFunction.Compute(input, Activation.ConcatElu)
        : cat([nn.functional.elu(input, 1), nn.functional.elu(-input, 1)], 1); // (B, 2p, H, W)
}

/// <summary>The step face of <see cref="ConcatElu"/>.</summary>
/// <typeparam name="T">The arithmetic.</typeparam>
sealed class ConcatEluStep<T>(StepContext<T> context, MapTiming timing) : PointwiseStep<T>(context, timing)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    protected override void Compute(Rows<T> input, Rows<T> output, int group, int? image) => Kernels.ConcatElu(input, output);
}
