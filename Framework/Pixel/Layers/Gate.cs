using System.Numerics;
using Pixel.Contracts;
using Pixel.Kernels;
using static TorchSharp.torch;

namespace Pixel.Layers;

/// <summary>A gated activation: tanh(f) ⊙ σ(g) (Gated PixelCNN, equation 2), or f ⊙ σ(g) (PixelCNN++), where the first half of the channels is f, the second g.</summary>
/// <param name="From">The map that is read, of 2p channels; colours repeat in both halves.</param>
/// <param name="Squash">Whether f passes through tanh.</param>
public sealed record Gate(MapDescription From, bool Squash) : PointwiseLayer(From)
{
    /// <inheritdoc/>
    public override string Kind => "gate";

    /// <inheritdoc/>
    public override string Details => $"{(Squash ? "tanh" : "linear")}, {From.Channels.Channels} → {Output.Channels}";

    /// <inheritdoc/>
    public override ChannelGroups Output => new(From.Channels.PerRepeat, From.Channels.Groups);

    /// <summary>The channels that a gate of some channels reads: twice as many, the colours repeated in both halves.</summary>
    /// <param name="channels">What the gate gives.</param>
    public static ChannelGroups InputFor(ChannelGroups channels) => new(2 * channels.Channels, channels.Groups, 2);

    /// <inheritdoc/>
    public override void Validate(IReadOnlyList<ChannelGroups> inputs)
    {
        if (From.Channels.Repeats != 2)
            throw new ModelException($"A gate reads two halves of like channels, but is given {Counted.Of(From.Channels.Channels, "channel")} in {Counted.Of(From.Channels.Repeats, "part")}.");
        base.Validate(inputs);
    }

    /// <inheritdoc/>
    public override LayerModule CreateModule() => new GateModule(this);

    /// <inheritdoc/>
    public override StepLayer<T> CreateStep<T>(StepContext<T> context) => new GateStep<T>(context, this);
}

/// <summary>The map face of <see cref="Gate"/>.</summary>
/// <param name="description">The layer.</param>
public sealed class GateModule(Gate description) : PointwiseModule(description)
{
    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input)
    {
        if (UsesManagedKernels(input)) return ActivationFunction.Compute(input, description.Squash ? Activation.TanhGate : Activation.LinearGate);
        var halves = input.chunk(2, 1); // f, g: (B, p, H, W)
        return (description.Squash ? halves[0].tanh() : halves[0]) * halves[1].sigmoid();
    }
}

/// <summary>The step face of <see cref="Gate"/>.</summary>
/// <typeparam name="T">The arithmetic.</typeparam>
sealed class GateStep<T>(StepContext<T> context, Gate layer) : PointwiseStep<T>(context, layer.Timing)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    protected override void Compute(Rows<T> input, Rows<T> output, int group, int? image) => Kernels.Gate(input, layer.Squash, output);
}
