using System.Numerics;
using Pixel.Contracts;

namespace Pixel.Layers.Conditioning;

/// <summary>The step face of <see cref="Upsampling"/>: the whole map, before the first pixel is stepped.</summary>
/// <typeparam name="T">The arithmetic.</typeparam>
sealed class UpsamplingStep<T>(Upsampling layer, StepContext<T> context) : StepLayer<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly FeatureMap<T> _output = context.Output;
    readonly FeatureMap<T> _small = context.SmallImage ?? throw new ArgumentException("Upsampling needs the smaller image.", nameof(context));

    public override void Begin()
    {
        var input = _small;
        for (var stage = 0; stage < layer.Factors.Count; stage++)
        {
            var factor = layer.Factors[stage];
            var isLast = stage == layer.Factors.Count - 1;
            var (height, width) = (input.Height * factor, input.Width * factor);
            var output = isLast ? _output : new FeatureMap<T>(height, width, layer.Output, _output.Batch, height);
            Enlarge(input, output, stage);
            if (!isLast) Rectify(output);
            input = output;
        }
    }

    public override void Step(int row, int column, int group)
    {
    }

    /// <summary>One transposed convolution, gathered: each output sums its taps from the top row, left to right, channels upwards.</summary>
    void Enlarge(FeatureMap<T> input, FeatureMap<T> output, int stage)
    {
        var (factor, weight, bias) = (layer.Factors[stage], context.Weights[$"weight{stage + 1}"], context.Weights[$"bias{stage + 1}"]);
        var (kernel, inputs) = (factor + 2, layer.InputsOf(stage));
        for (var row = 0; row < output.Height; row++)
            for (var column = 0; column < output.Width; column++)
                for (var image = 0; image < output.Batch; image++)
                {
                    var sum = output.At(row, column, image);
                    bias.CopyTo(sum);
                    foreach (var (y, ky) in Taps(row, factor, input.Height))
                        foreach (var (x, kx) in Taps(column, factor, input.Width))
                        {
                            var values = input.At(y, x, image);
                            for (var k = 0; k < inputs; k++)
                                for (var o = 0; o < sum.Length; o++)
                                    sum[o] = T.FusedMultiplyAdd(weight[((k * sum.Length + o) * kernel + ky) * kernel + kx], values[k], sum[o]);
                        }
                }
    }

    /// <summary>The input places that reach an output place, and the tap each takes: place · factor + tap − 1 = output.</summary>
    static IEnumerable<(int Place, int Tap)> Taps(int output, int factor, int size)
    {
        for (var place = Math.Max(0, (output - factor) / factor); place < size && place * factor - 1 <= output; place++)
            if (output + 1 - place * factor < factor + 2) yield return (place, output + 1 - place * factor);
    }

    static void Rectify(FeatureMap<T> map)
    {
        for (var row = 0; row < map.Height; row++)
            for (var column = 0; column < map.Width; column++)
                for (var image = 0; image < map.Batch; image++)
                    foreach (ref var value in map.At(row, column, image)) value = T.Max(value, T.Zero);
    }
}
