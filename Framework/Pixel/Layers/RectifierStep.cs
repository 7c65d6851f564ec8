using System.Numerics;
using Pixel.Contracts;
using Pixel.Kernels;

namespace Pixel.Layers;

/// <summary>The step face of <see cref="Rectifier"/>.</summary>
/// <typeparam name="T">The arithmetic.</typeparam>
sealed class RectifierStep<T>(StepContext<T> context) : StepLayer<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly VectorKernels<T> _kernels = context.Kernels;
    readonly FeatureMap<T> _input = context.Inputs[0];
    readonly FeatureMap<T> _output = context.Output;

    public override void Step(int row, int column, int group) =>
        _kernels.Rectify(_input.Group(row, column, group), _output.Group(row, column, group));
}
