using System.Numerics;
using Pixel.Contracts;
using Pixel.Kernels;
using Pixel.Kernels.Training;
using static TorchSharp.torch;

namespace Pixel.Layers;

/// <summary>Dropout: in training each number is zero with a probability, and the others are scaled up to make up for it; else nothing happens.</summary>
/// <remarks>What drops is a function of the seed, the step, the layer, the image and the place, so that a resumed training drops the same on any device.</remarks>
/// <param name="From">The map that is read.</param>
/// <param name="Probability">0 … below 1.</param>
public sealed record MapDropout(MapDescription From, double Probability) : PointwiseLayer(From)
{
    /// <inheritdoc/>
    public override string Kind => "dropout";

    /// <inheritdoc/>
    public override string Details => $"{Probability}, {From.Channels.Channels}";

    /// <inheritdoc/>
    public override void Validate(IReadOnlyList<ChannelGroups> inputs)
    {
        if (Probability is not (>= 0 and < 1)) throw new ModelException($"A dropout's probability is {Probability}; it is 0 to below 1.");
        base.Validate(inputs);
    }

    /// <inheritdoc/>
    public override LayerModule CreateModule() => new MapDropoutModule(this);

    /// <inheritdoc/>
    public override StepLayer<T> CreateStep<T>(StepContext<T> context) => new MapDropoutStep<T>(context, Timing);
}

/// <summary>The map face of <see cref="MapDropout"/>.</summary>
/// <param name="description">The layer.</param>
public sealed class MapDropoutModule(MapDropout description) : LayerModule(description)
{
    const int Words = 4; // that a draw gives

    /// <inheritdoc/>
    public override bool HasManagedKernels => true;

    /// <inheritdoc/>
    public override Tensor forward(Tensor[] inputs, ForwardContext context)
    {
        LayerInputs.Checked(description, inputs[0], description.Channels);
        return ForwardKnown(inputs, context);
    }

    /// <inheritdoc/>
    internal override Tensor ForwardKnown(Tensor[] inputs, ForwardContext context)
    {
        if (!context.IsTraining || description.Probability == 0) return inputs[0];
        using var factors = Factors(inputs[0].shape, context);
        using var placed = factors.to(inputs[0].dtype, inputs[0].device);
        return inputs[0] * placed;
    }

    /// <summary>0 or 1 / (1 − p), (B, C, H, W) on the memory of (B, H, W, C).</summary>
    Tensor Factors(long[] shape, ForwardContext context)
    {
        var (batch, numbers) = ((int)shape[0], checked((int)(shape[1] * shape[2] * shape[3])));
        var values = new float[batch * numbers];
        var least = (uint)Math.Round(description.Probability * uint.MaxValue); // of the words that keep
        var kept = (float)(1 / (1 - description.Probability));
        Workers.Run(batch, image =>
        {
            var to = values.AsSpan(image * numbers, numbers);
            for (var at = 0; at < numbers; at += Words)
            {
                var (a, b, c, d) = context.Random(image, (uint)(at / Words));
                Set(to, at, a);
                Set(to, at + 1, b);
                Set(to, at + 2, c);
                Set(to, at + 3, d);
            }
        });
        using var pixels = tensor(values, [shape[0], shape[2], shape[3], shape[1]]);
        return pixels.permute(0, 3, 1, 2);

        void Set(Span<float> to, int at, uint word)
        {
            if (at < to.Length) to[at] = word >= least ? kept : 0;
        }
    }
}

/// <summary>The step face of <see cref="MapDropout"/>: it samples, where nothing drops.</summary>
/// <typeparam name="T">The arithmetic.</typeparam>
sealed class MapDropoutStep<T>(StepContext<T> context, MapTiming timing) : PointwiseStep<T>(context, timing)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    protected override void Compute(Rows<T> input, Rows<T> output, int group, int? image) => input.CopyTo(output);
}
