using System.Numerics;
using Pixel.Contracts;
using Pixel.Kernels;
using Pixel.Libtorch;
using static TorchSharp.torch;

namespace Pixel.Layers.Conditioning;

/// <summary>Adds to a map one number a channel for the class of the image (Gated PixelCNN, equation 4: V ᵀ h of a one-hot h), the same at each place.</summary>
/// <param name="From">The map that is read.</param>
/// <param name="Classes">The number of classes.</param>
public sealed record ClassBias(MapDescription From, int Classes) : PointwiseLayer(From)
{
    /// <inheritdoc/>
    public override string Kind => "class bias";

    /// <inheritdoc/>
    public override string Details => $"{Classes} classes, {From.Channels.Channels}";

    /// <inheritdoc/>
    public override Condition Condition => Condition.Label;

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterDescription> Parameters
    {
        get
        {
            var elements = (long)Classes * From.Channels.Channels;
            return [new("weight", [Classes, From.Channels.Channels], 1 / Math.Sqrt(Classes), elements)];
        }
    }

    /// <inheritdoc/>
    public override LayerModule CreateModule() => new ClassBiasModule(this);

    /// <inheritdoc/>
    public override StepLayer<T> CreateStep<T>(StepContext<T> context) => new ClassBiasStep<T>(context, this);
}

/// <summary>The map face of <see cref="ClassBias"/>.</summary>
/// <param name="description">The layer.</param>
public sealed class ClassBiasModule(ClassBias description) : LayerModule(description)
{
    /// <inheritdoc/>
    public override bool HasManagedKernels => true;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There is no label for each image.</exception>
    public override Tensor forward(Tensor[] inputs, ForwardContext context)
    {
        LayerInputs.Checked(description, inputs[0], description.Channels, Weight("weight"));
        if (context.Conditions.Labels is not { } labels || labels.numel() != inputs[0].shape[0])
            throw new ArgumentException($"A class bias needs a label for each of {Counted.Of(inputs[0].shape[0], "image")}.", nameof(context));
        return ForwardKnown(inputs, context);
    }

    /// <inheritdoc/>
    internal override Tensor ForwardKnown(Tensor[] inputs, ForwardContext context)
    {
        using var bias = Weight("weight").index_select(0, context.Conditions.Labels!); // (B, C)
        return inputs[0].Plus(bias.unsqueeze(-1).unsqueeze(-1)); // (B, C, H, W)
    }
}

/// <summary>The step face of <see cref="ClassBias"/>.</summary>
/// <typeparam name="T">The arithmetic.</typeparam>
sealed class ClassBiasStep<T> : PointwiseStep<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly int[] _labels;
    readonly T[] _weight; // (class, channel), channels group by group
    readonly ChannelGroups _channels;

    public ClassBiasStep(StepContext<T> context, ClassBias layer) : base(context, layer.Timing)
    {
        (_labels, _channels) = (context.Conditions.Labels, layer.Channels);
        var (weight, order) = (context.Weights["weight"], layer.Channels.InGroupOrder());
        _weight = [.. Enumerable.Range(0, layer.Classes).SelectMany(label => order.Select(channel => weight[label * order.Length + channel]))];
    }

    protected override void Compute(Rows<T> input, Rows<T> output, int group, int? image)
    {
        if (image is { } one) Kernels.Add(input, Bias(one, group, input.Count, input.Size), output);
        else
            for (var row = 0; row < input.Count; row++) Kernels.Add(input.Every(row, 1, 1), Bias(row, group, 1, input.Size), output.Every(row, 1, 1));
    }

    Rows<T> Bias(int image, int group, int count, int size) =>
        new(_weight.AsSpan(_labels[image] * _channels.Channels + _channels.OffsetOf(group), size), count, 0, size);
}
