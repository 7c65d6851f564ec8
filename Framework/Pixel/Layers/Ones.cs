using System.Numerics;
using Pixel.Contracts;
using static TorchSharp.torch;

namespace Pixel.Layers;

/// <summary>A map of ones: a convolution of it tells how near the border is, beside which are zeros (PixelCNN++ has it as a further channel of the image).</summary>
public sealed record Ones : LayerDescription
{
    /// <inheritdoc/>
    public override string Kind => "ones";

    /// <inheritdoc/>
    public override string Details => "1";

    /// <inheritdoc/>
    public override ChannelGroups Output => new(1, 1);

    /// <inheritdoc/>
    public override MapTiming Timing => MapTiming.Image;

    /// <inheritdoc/>
    public override bool HasStepFace => true;

    /// <inheritdoc/>
    public override void Validate(IReadOnlyList<ChannelGroups> inputs)
    {
        if (inputs.Count != 1) throw new ModelException($"A map of ones is given one map, whose size it takes, not {inputs.Count}.");
    }

    /// <inheritdoc/>
    public override IEnumerable<Read> Reads(Cell cell, int height, int width) => [];

    /// <inheritdoc/>
    public override LayerModule CreateModule() => new OnesModule(this);

    /// <inheritdoc/>
    public override StepLayer<T> CreateStep<T>(StepContext<T> context) => new OnesStep<T>(context.Output);
}

/// <summary>The map face of <see cref="Ones"/>: (B, C, H, W) to (B, 1, H, W).</summary>
/// <param name="description">The layer.</param>
public sealed class OnesModule(Ones description) : UnaryLayerModule(description)
{
    /// <inheritdoc/>
    public override bool HasManagedKernels => true;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => ones([input.shape[0], 1, input.shape[2], input.shape[3]], input.dtype, input.device);
}

/// <summary>The step face of <see cref="Ones"/>.</summary>
/// <typeparam name="T">The arithmetic.</typeparam>
sealed class OnesStep<T>(FeatureMap<T> output) : StepLayer<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void Begin()
    {
        for (var row = 0; row < output.Height; row++)
            for (var column = 0; column < output.Width; column++)
                for (var image = 0; image < output.Batch; image++) output.At(row, column, image).Fill(T.One);
    }
}
