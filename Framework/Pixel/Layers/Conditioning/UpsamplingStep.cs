using System.Numerics;
using Pixel.Contracts;
using Pixel.Kernels;

namespace Pixel.Layers.Conditioning;

/// <summary>The step face of <see cref="Upsampling"/>: the whole map, before the first pixel is stepped.</summary>
/// <typeparam name="T">The arithmetic.</typeparam>
sealed class UpsamplingStep<T> : StepLayer<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly Stage[] _stages;

    public UpsamplingStep(Upsampling layer, StepContext<T> context)
    {
        var input = context.SmallImage ?? throw new ArgumentException("Upsampling needs the smaller image.", nameof(context));
        _stages = new Stage[layer.Factors.Count];
        for (var stage = 0; stage < _stages.Length; stage++)
        {
            var factor = layer.Factors[stage];
            var isLast = stage == _stages.Length - 1;
            var output = isLast
                ? context.Output
                : new FeatureMap<T>(input.Height * factor, input.Width * factor, layer.Output, input.Batch, input.Height * factor);
            _stages[stage] = new Stage(factor, input, output, context.Weights[$"weight{stage + 1}"], context.Weights[$"bias{stage + 1}"], context.Kernels, !isLast);
            input = output;
        }
    }

    public override void Begin()
    {
        foreach (var stage in _stages) stage.Enlarge();
    }

    public override void Step(int row, int column, int group)
    {
    }

    /// <summary>One transposed convolution, gathered: each output sums its taps from the last row, right to left, channels upwards.</summary>
    sealed class Stage
    {
        readonly int _factor;
        readonly FeatureMap<T> _input;
        readonly FeatureMap<T> _output;
        readonly PackedMatrix<T>[] _taps; // (kernel row, kernel column)
        readonly T[] _bias;
        readonly VectorKernels<T> _kernels;
        readonly bool _rectify;

        public Stage(int factor, FeatureMap<T> input, FeatureMap<T> output, T[] weight, T[] bias, VectorKernels<T> kernels, bool rectify)
        {
            (_factor, _input, _output, _bias, _kernels, _rectify) = (factor, input, output, bias, kernels, rectify);
            var area = Kernel * Kernel;
            _taps = [.. Enumerable.Range(0, area).Select(tap =>
                new PackedMatrix<T>(input.Channels.Channels, bias.Length, kernels).Pack((k, channel) => weight[(k * bias.Length + channel) * area + tap]))];
        }

        int Kernel => _factor + 2;

        public void Enlarge()
        {
            for (var row = 0; row < _output.Height; row++)
                for (var image = 0; image < _output.Batch; image++)
                {
                    var sums = _output.Columns(row, image);
                    new Rows<T>(_bias, sums.Count, 0, sums.Size).CopyTo(sums);
                    for (var tap = 0; tap < Kernel; tap++)
                    {
                        // place · factor + tap − 1 = output, in rows and columns
                        var (place, rest) = Math.DivRem(row + 1 - tap + _factor, _factor);
                        if (rest == 0 && place >= 1 && place <= _input.Height) AddRow(place - 1, row, image, tap * Kernel);
                    }
                    if (_rectify) _kernels.Rectify(sums, sums);
                }
        }

        void AddRow(int inputRow, int row, int image, int taps)
        {
            for (var tap = 0; tap < Kernel; tap++)
            {
                var first = tap == 0 ? 1 : 0; // tap 0 of the first place lies left of the map
                var count = Math.Min(_input.Width - 1, (_output.Width - tap) / _factor) - first + 1;
                if (count <= 0) continue;
                var input = _input.Columns(inputRow, image).Every(first, 1, count);
                _taps[taps + tap].MultiplyAdd(input, _output.Columns(row, image).Every(first * _factor + tap - 1, _factor, count));
            }
        }
    }
}
