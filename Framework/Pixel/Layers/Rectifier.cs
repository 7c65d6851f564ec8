using System.Numerics;
using Pixel.Contracts;
using Pixel.Kernels;
using static TorchSharp.torch;

namespace Pixel.Layers;

/// <summary>max(0, x), element by element.</summary>
/// <param name="From">The map that is read.</param>
public sealed record Rectifier(MapDescription From) : PointwiseLayer(From)
{
    /// <inheritdoc/>
    public override string Kind => "ReLU";

    /// <inheritdoc/>
    public override LayerModule CreateModule() => new RectifierModule(this);

    /// <inheritdoc/>
    public override StepLayer<T> CreateStep<T>(StepContext<T> context) => new RectifierStep<T>(context, Timing);
}

/// <summary>The map face of <see cref="Rectifier"/>.</summary>
/// <param name="description">The layer.</param>
public sealed class RectifierModule(Rectifier description) : PointwiseModule(description)
{
    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input) => nn.functional.relu(input);
}

/// <summary>The step face of <see cref="Rectifier"/>.</summary>
/// <typeparam name="T">The arithmetic.</typeparam>
sealed class RectifierStep<T>(StepContext<T> context, MapTiming timing) : PointwiseStep<T>(context, timing)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    protected override void Compute(Rows<T> input, Rows<T> output, int group, int? image) => Kernels.Rectify(input, output);
}
