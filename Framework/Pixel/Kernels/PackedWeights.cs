using System.Numerics;
using System.Numerics.Tensors;

namespace Pixel.Kernels;

/// <summary>A matrix laid out for steps: the weights of one input side by side for all outputs, so that each lane is an output.</summary>
/// <remarks>A sum runs over the inputs in order, by fused multiply-add: its bits do not depend on the vector width.</remarks>
/// <typeparam name="T">The arithmetic.</typeparam>
sealed class PackedWeights<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly int[] _inputs;
    readonly T[] _weights; // (input, output)

    /// <summary>Packs a matrix.</summary>
    /// <param name="inputs">The channels that are read.</param>
    /// <param name="outputs">The channels that are computed.</param>
    /// <param name="weight">The weight from an output channel and an input channel.</param>
    public PackedWeights(int[] inputs, int[] outputs, Func<int, int, T> weight)
    {
        _inputs = inputs;
        _weights = new T[inputs.Length * outputs.Length];
        for (var k = 0; k < inputs.Length; k++)
            for (var i = 0; i < outputs.Length; i++)
                _weights[k * outputs.Length + i] = weight(outputs[i], inputs[k]);
    }

    /// <summary>Adds the product with an input to a sum.</summary>
    /// <param name="input">All channels of the input at a position.</param>
    /// <param name="sum">One number an output.</param>
    public void AddTo(Span<T> sum, ReadOnlySpan<T> input)
    {
        for (var k = 0; k < _inputs.Length; k++)
            TensorPrimitives.FusedMultiplyAdd(_weights.AsSpan(k * sum.Length, sum.Length), input[_inputs[k]], sum, sum);
    }
}
