using System.Numerics;
using Pixel.Contracts;
using Pixel.Kernels;
using static TorchSharp.torch;

namespace Pixel.Layers;

/// <summary>x above 0, else eˣ − 1, element by element (PixelCNN++).</summary>
/// <param name="From">The map that is read.</param>
public sealed record Elu(MapDescription From) : PointwiseLayer(From)
{
    /// <inheritdoc/>
    public override string Kind => "ELU";

    /// <inheritdoc/>
    public override LayerModule CreateModule() => new EluModule(this);

    /// <inheritdoc/>
    public override StepLayer<T> CreateStep<T>(StepContext<T> context) => new EluStep<T>(context, Timing);
}

/// <summary>The map face of <see cref="Elu"/>.</summary>
/// <param name="description">The layer.</param>
public sealed class EluModule(Elu description) : PointwiseModule(description)
{
    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input) => nn.functional.elu(input, 1);
}

/// <summary>The step face of <see cref="Elu"/>.</summary>
/// <typeparam name="T">The arithmetic.</typeparam>
sealed class EluStep<T>(StepContext<T> context, MapTiming timing) : PointwiseStep<T>(context, timing)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    protected override void Compute(Rows<T> input, Rows<T> output, int group, int? image) => Kernels.Elu(input, output);
}
