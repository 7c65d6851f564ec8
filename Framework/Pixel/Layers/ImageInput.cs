using System.Numerics;
using Pixel.Contracts;
using Pixel.Libtorch;
using static TorchSharp.torch;

namespace Pixel.Layers;

/// <summary>The image as the network sees it: levels scaled and centred to [−1, 1] (paper, section 4: inputs are scaled and centred).</summary>
/// <param name="Image">The images.</param>
public sealed record ImageInput(ImageShape Image) : LayerDescription
{
    /// <inheritdoc/>
    public override string Kind => "image";

    /// <inheritdoc/>
    public override string Details => Image.ToString();

    /// <inheritdoc/>
    public override ChannelGroups Output => new(Image.Channels, Image.Channels);

    /// <inheritdoc/>
    public override bool HasStepFace => true;

    /// <summary>The value of a level: −1 for 0, +1 for the highest.</summary>
    /// <param name="level">0 … levels − 1.</param>
    public double Scale(int level) => 2.0 * level / (Image.Levels - 1) - 1;

    /// <inheritdoc/>
    public override void Validate(IReadOnlyList<ChannelGroups> inputs)
    {
        if (inputs.Count != 0) throw new ModelException("The image reads no other layer.");
    }

    /// <inheritdoc/>
    public override IEnumerable<Read> Reads(Cell cell, int height, int width) => [];

    /// <inheritdoc/>
    public override LayerModule CreateModule() => new ImageInputModule(this);

    /// <inheritdoc/>
    public override StepLayer<T> CreateStep<T>(StepContext<T> context) => new ImageInputStep<T>();
}

/// <summary>The map face of <see cref="ImageInput"/>: levels (B, C, H, W) to values in [−1, 1].</summary>
/// <param name="description">The layer.</param>
public sealed class ImageInputModule(ImageInput description) : UnaryLayerModule(description)
{
    /// <inheritdoc/>
    public override bool HasManagedKernels => true;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) =>
        Scale(LevelTensor.Checked(input, description.Image, null, nameof(input), mayVary: true), description.Image);

    /// <inheritdoc/>
    internal override Tensor ForwardKnown(Tensor[] inputs, ForwardContext context) => Scale(inputs[0], description.Image);

    /// <summary>Levels to values in [−1, 1], as <see cref="ImageInput.Scale"/> does for one.</summary>
    internal static Tensor Scale(Tensor levels, ImageShape image)
    {
        using var doubled = levels.Times(2.0 / (image.Levels - 1)); // several threads evaluate at once
        return doubled.Minus(1);
    }
}

/// <summary>The step face of <see cref="ImageInput"/>: nothing to compute, the sub-pixels are written as they become known.</summary>
/// <typeparam name="T">The arithmetic.</typeparam>
sealed class ImageInputStep<T> : StepLayer<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>;
