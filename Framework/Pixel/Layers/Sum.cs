using System.Numerics;
using System.Numerics.Tensors;
using Pixel.Contracts;
using Pixel.Kernels;
using Pixel.Kernels.Training;
using Pixel.Libtorch;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace Pixel.Layers;

/// <summary>The sum of maps: residual connections, skip connections, biases from a conditioning map (paper, sections 3.3 and 3.6).</summary>
/// <param name="To">The map that is made; each term has its channels, and may be known before it.</param>
/// <param name="Terms">The number of inputs, at least 2.</param>
public sealed record Sum(MapDescription To, int Terms) : LayerDescription
{
    /// <inheritdoc/>
    public override string Kind => "sum";

    /// <inheritdoc/>
    public override string Details => $"{Terms} × {Channels.Channels}";

    /// <summary>The channels of each input and of the output.</summary>
    public ChannelGroups Channels => To.Channels;

    /// <inheritdoc/>
    public override ChannelGroups Output => To.Channels;

    /// <inheritdoc/>
    public override MapTiming Timing => To.Timing;

    /// <inheritdoc/>
    public override int Stride => To.Stride;

    /// <inheritdoc/>
    public override bool HasStepFace => true;

    /// <inheritdoc/>
    public override void Validate(IReadOnlyList<ChannelGroups> inputs) =>
        LayerInputs.Require(this, inputs, [.. Enumerable.Repeat(Channels, Terms)]);

    /// <inheritdoc/>
    public override IEnumerable<Read> Reads(Cell cell, int height, int width) =>
        Enumerable.Range(0, Terms).Select(term => new Read(term, cell));

    /// <inheritdoc/>
    public override LayerModule CreateModule() => new SumModule(this);

    /// <inheritdoc/>
    public override StepLayer<T> CreateStep<T>(StepContext<T> context) => new SumStep<T>(context, Timing);
}

/// <summary>The map face of <see cref="Sum"/>: the terms added in order.</summary>
/// <param name="description">The layer.</param>
public sealed class SumModule(Sum description) : LayerModule(description)
{
    /// <inheritdoc/>
    public override bool HasManagedKernels => true;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The terms are others than the layer takes, or of unlike shapes or types.</exception>
    public override Tensor forward(Tensor[] inputs, ForwardContext context)
    {
        if (inputs.Length != description.Terms)
            throw new ArgumentException($"A sum of {Counted.Of(description.Terms, "term")} is given {inputs.Length}.", nameof(inputs));
        LayerInputs.Checked(description, inputs[0], description.Channels);
        foreach (var term in inputs)
            if (!LayerInputs.Checked(description, term, description.Channels, inputs[0]).shape.SequenceEqual(inputs[0].shape))
                throw new ArgumentException(
                    $"A sum takes terms of one shape, but is given ({string.Join(", ", inputs[0].shape)}) and ({string.Join(", ", term.shape)}).", nameof(inputs));
        return ForwardKnown(inputs, context);
    }

    /// <inheritdoc/>
    internal override Tensor ForwardKnown(Tensor[] inputs, ForwardContext context) =>
        is_grad_enabled() || !UsesManagedKernels(inputs[0]) ? inputs.Skip(1).Aggregate(inputs[0], (sum, term) => sum.Plus(term))
        : inputs[0].dtype == ScalarType.Float32 ? Add<float>(inputs) : Add<double>(inputs);

    /// <summary>Adds on all threads, for evaluation; libtorch has one of them.</summary>
    static unsafe Tensor Add<T>(Tensor[] inputs) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var terms = Array.ConvertAll(inputs, PixelMap.Pixels); // (B, H, W, C)
        using var sum = empty_like(terms[0]);
        var from = Array.ConvertAll(terms, term => (nint)PixelMap.Pointer<T>(term));
        var to = PixelMap.Pointer<T>(sum);
        var (images, numbers) = ((int)sum.shape[0], checked((int)(sum.numel() / sum.shape[0]))); // of an image
        Workers.Run(images, image =>
        {
            ReadOnlySpan<T> Of(int term) => new((T*)from[term] + (nint)image * numbers, numbers);
            var result = new Span<T>(to + (nint)image * numbers, numbers);
            TensorPrimitives.Add(Of(0), Of(1), result);
            for (var term = 2; term < from.Length; term++) TensorPrimitives.Add(result, Of(term), result);
        });
        foreach (var term in terms) term.Dispose();
        return PixelMap.Map(sum);
    }
}

/// <summary>The step face of <see cref="Sum"/>: the terms added in order.</summary>
/// <typeparam name="T">The arithmetic.</typeparam>
sealed class SumStep<T>(StepContext<T> context, MapTiming timing) : TimedStep<T>(context.Output, timing) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly VectorKernels<T> _kernels = context.Kernels;
    readonly FeatureMap<T>[] _inputs = [.. context.Inputs];

    public override void Step(int row, int column, int group)
    {
        var output = Output.Group(row, column, group);
        _kernels.Add(_inputs[0].Group(row, column, group), _inputs[1].Group(row, column, group), output);
        for (var term = 2; term < _inputs.Length; term++) _kernels.Add(output, _inputs[term].Group(row, column, group), output);
    }

    protected override void ComputeRow(int row)
    {
        for (var image = 0; image < Output.Batch; image++)
        {
            var output = Output.Columns(row, image);
            _kernels.Add(_inputs[0].Columns(row, image), _inputs[1].Columns(row, image), output);
            for (var term = 2; term < _inputs.Length; term++) _kernels.Add(output, _inputs[term].Columns(row, image), output);
        }
    }
}
