using System.Numerics;
using Pixel.Contracts;
using Pixel.Kernels;

namespace Pixel.Layers;

/// <summary>The step face of <see cref="Sum"/>: the terms added in order.</summary>
/// <typeparam name="T">The arithmetic.</typeparam>
sealed class SumStep<T>(StepContext<T> context) : StepLayer<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly VectorKernels<T> _kernels = context.Kernels;
    readonly FeatureMap<T>[] _inputs = [.. context.Inputs];
    readonly FeatureMap<T> _output = context.Output;

    public override void Step(int row, int column, int group)
    {
        var output = _output.Group(row, column, group);
        _kernels.Add(_inputs[0].Group(row, column, group), _inputs[1].Group(row, column, group), output);
        for (var term = 2; term < _inputs.Length; term++) _kernels.Add(output, _inputs[term].Group(row, column, group), output);
    }
}
