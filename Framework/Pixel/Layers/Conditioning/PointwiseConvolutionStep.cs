using System.Numerics;
using Pixel.Contracts;
using Pixel.Kernels;

namespace Pixel.Layers.Conditioning;

/// <summary>The step face of <see cref="PointwiseConvolution"/>: all groups of a pixel at once, since its input is known beforehand.</summary>
/// <typeparam name="T">The arithmetic.</typeparam>
sealed class PointwiseConvolutionStep<T> : StepLayer<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly FeatureMap<T> _input;
    readonly FeatureMap<T> _output;
    readonly PackedMatrix<T> _weights;

    public PointwiseConvolutionStep(PointwiseConvolution layer, StepContext<T> context)
    {
        (_input, _output) = (context.Inputs[0], context.Output);
        var (weight, inputs, outputs) = (context.Weights["weight"], layer.Input.Channels, layer.Channels.InGroupOrder());
        _weights = new PackedMatrix<T>(inputs, outputs.Length, context.Kernels).Pack((input, output) => weight[outputs[output] * inputs + input]);
    }

    public override void Step(int row, int column, int group)
    {
        if (group == 0) _weights.Multiply(_input.Pixel(row, column), _output.Pixel(row, column));
    }
}
