using System.Numerics;
using Pixel.Contracts;
using Pixel.Kernels;
using static TorchSharp.torch;

namespace Pixel.Layers.Conditioning;

/// <summary>The deconvolutional network that upsamples the smaller image to a c×n×n map (paper, section 3.6).</summary>
/// <remarks>
/// The paper gives no layers. Here: one transposed convolution for each prime factor p of n / s, with stride p, kernel p + 2 and padding
/// 1, which multiplies the size by p exactly; ReLU between them.
/// </remarks>
public sealed record Upsampling : LayerDescription
{
    /// <summary>Describes the network from one image size to another.</summary>
    /// <param name="small">The smaller image.</param>
    /// <param name="large">The image that the conditional network models.</param>
    /// <param name="channels">Channels c of the result and of all maps between.</param>
    /// <exception cref="ModelException">The sides are not the same whole multiple, 2 or more, or channels or levels differ.</exception>
    public Upsampling(ImageShape small, ImageShape large, int channels) =>
        (Small, Channels, Factors) = (small, channels, PrimeFactors(large.FactorTo(small, least: 2)));

    /// <summary>The smaller image.</summary>
    public ImageShape Small { get; }

    /// <summary>Channels c of the result.</summary>
    public int Channels { get; }

    /// <summary>The factor of each transposed convolution.</summary>
    public IReadOnlyList<int> Factors { get; }

    /// <inheritdoc/>
    public override string Kind => "upsampling";

    /// <inheritdoc/>
    public override string Details => $"×{string.Join('×', Factors)}, {Small.Channels} → {Channels}";

    /// <inheritdoc/>
    public override ChannelGroups Output => new(Channels, 1);

    /// <inheritdoc/>
    public override MapTiming Timing => MapTiming.Image;

    /// <inheritdoc/>
    public override Condition Condition => Condition.SmallImage;

    /// <inheritdoc/>
    public override bool HasStepFace => true;

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterDescription> Parameters
    {
        get
        {
            var parameters = new List<ParameterDescription>();
            for (var i = 0; i < Factors.Count; i++)
            {
                var (inputs, kernel) = (InputsOf(i), Factors[i] + 2L);
                var bound = Factors[i] / Math.Sqrt(inputs * kernel * kernel); // each output sums (kernel / stride)² taps
                parameters.Add(new($"weight{i + 1}", [inputs, Channels, kernel, kernel], bound, inputs * Channels * kernel * kernel));
                parameters.Add(new($"bias{i + 1}", [Channels], bound, Channels));
            }
            return parameters;
        }
    }

    /// <summary>The channels that a transposed convolution reads.</summary>
    /// <param name="stage">Which one, counted from 0.</param>
    public int InputsOf(int stage) => stage == 0 ? Small.Channels : Channels;

    /// <inheritdoc/>
    public override void Validate(IReadOnlyList<ChannelGroups> inputs) => LayerInputs.Require(this, inputs, []);

    /// <inheritdoc/>
    public override IEnumerable<Read> Reads(Cell cell, int height, int width) => [];

    /// <inheritdoc/>
    public override long MultiplyAdds(int height, int width)
    {
        var (total, pixels) = (0L, (long)Small.Height * Small.Width);
        for (var i = 0; i < Factors.Count; i++)
        {
            total += pixels * Parameters[2 * i].Elements;
            pixels *= Factors[i] * Factors[i];
        }
        return total;
    }

    /// <inheritdoc/>
    public override LayerModule CreateModule() => new UpsamplingModule(this);

    /// <inheritdoc/>
    public override StepLayer<T> CreateStep<T>(StepContext<T> context) => new UpsamplingStep<T>(this, context);

    static List<int> PrimeFactors(int number)
    {
        var factors = new List<int>();
        for (var prime = 2; number > 1; prime++)
            for (; number % prime == 0; number /= prime) factors.Add(prime);
        return factors;
    }
}

/// <summary>The map face of <see cref="Upsampling"/>: levels of the smaller image (B, C, s, s) to (B, c, n, n).</summary>
/// <param name="description">The layer.</param>
public sealed class UpsamplingModule(Upsampling description) : LayerModule(description)
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There is no smaller image, or it does not fit.</exception>
    public override Tensor forward(Tensor[] inputs, ForwardContext context) => Enlarge(LevelTensor.Checked(
        context.Conditions.Small ?? throw new ArgumentException("Upsampling needs the smaller image.", nameof(context)),
        description.Small, Weight("weight1"), nameof(context), mayVary: true));

    /// <inheritdoc/>
    internal override Tensor ForwardKnown(Tensor[] inputs, ForwardContext context) => Enlarge(context.Conditions.Small!);

    Tensor Enlarge(Tensor levels)
    {
        var x = ImageInputModule.Scale(levels, description.Small);
        for (var i = 0; i < description.Factors.Count; i++)
        {
            if (i > 0) x = nn.functional.relu(x);
            long stride = description.Factors[i];
            x = nn.functional.conv_transpose2d(x, Weight($"weight{i + 1}"), Weight($"bias{i + 1}"), strides: [stride, stride], padding: [1, 1]);
        }
        return x;
    }
}

/// <summary>The step face of <see cref="Upsampling"/>: the whole map, before the first pixel is stepped.</summary>
/// <typeparam name="T">The arithmetic.</typeparam>
sealed class UpsamplingStep<T> : StepLayer<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly Stage[] _stages;

    public UpsamplingStep(Upsampling layer, StepContext<T> context)
    {
        var input = context.Conditions.SmallImage ?? throw new ArgumentException("Upsampling needs the smaller image.", nameof(context));
        _stages = new Stage[layer.Factors.Count];
        for (var stage = 0; stage < _stages.Length; stage++)
        {
            var factor = layer.Factors[stage];
            var isLast = stage == _stages.Length - 1;
            var output = isLast ? context.Output : context.CreateWholeMap(input.Height * factor, input.Width * factor, layer.Output);
            _stages[stage] = new Stage(factor, input, output, context.Weights[$"weight{stage + 1}"], context.Weights[$"bias{stage + 1}"], context.Kernels, !isLast);
            input = output;
        }
    }

    public override void Begin()
    {
        foreach (var stage in _stages) stage.Enlarge();
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
