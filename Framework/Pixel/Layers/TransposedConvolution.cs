using System.Numerics;
using Pixel.Contracts;
using Pixel.Kernels;
using Pixel.Libtorch;
using static TorchSharp.torch;

namespace Pixel.Layers;

/// <summary>A transposed convolution to a finer map: what lies at (r, c) of the coarse map is added to s·r + i, s·c + j − left of the fine one (PixelCNN++).</summary>
/// <param name="From">The coarse map that is read.</param>
/// <param name="To">The fine map; its stride divides that of the coarse one.</param>
/// <param name="Height">Rows i of the kernel, at most the ratio s of the strides, so that nothing later than its own place is read.</param>
/// <param name="Width">Columns j of the kernel.</param>
/// <param name="Left">Columns of the kernel that reach left of the place they come from; 0 for a map that is known pixel by pixel.</param>
public sealed record TransposedConvolution(MapDescription From, MapDescription To, int Height, int Width, int Left) : LayerDescription
{
    /// <summary>Whether the weight is a direction and a length for each output channel (Salimans and Kingma, 2016).</summary>
    /// <value>The default value is false.</value>
    public bool WeightNorm { get; init; }

    /// <inheritdoc/>
    public override string Kind => "transposed conv.";

    /// <inheritdoc/>
    public override string Details => $"{Height}×{Width} ×{Factor}, {From.Channels.Channels} → {To.Channels.Channels}";

    /// <summary>The ratio of the strides.</summary>
    public int Factor => From.Stride / To.Stride;

    /// <inheritdoc/>
    public override ChannelGroups Output => To.Channels;

    /// <inheritdoc/>
    public override MapTiming Timing => To.Timing;

    /// <inheritdoc/>
    public override int Stride => To.Stride;

    /// <inheritdoc/>
    public override int InputStride => From.Stride;

    /// <inheritdoc/>
    public override int ColumnReach => Left > 0 ? 1 : 0;

    /// <inheritdoc/>
    public override bool HasStepFace => true;

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterDescription> Parameters
    {
        get
        {
            var (inputs, outputs) = (From.Channels.Channels, To.Channels.Channels);
            var elements = (long)inputs * outputs * Height * Width;
            var bound = Factor / Math.Sqrt((double)inputs * Height * Width); // each output sums one of s² taps
            long[] shape = [inputs, outputs, Height, Width];
            return WeightNorm
                ? [new("weight", shape, NormedWeight.Direction, elements), new("gain", [outputs], new ConstantInitialiser(1), outputs), new("bias", [outputs], 0, outputs)]
                : [new("weight", shape, bound, elements), new("bias", [outputs], bound, outputs)];
        }
    }

    /// <inheritdoc/>
    public override void Validate(IReadOnlyList<ChannelGroups> inputs)
    {
        if (From.Stride % To.Stride != 0 || Factor < 2)
            throw new ModelException($"A transposed convolution goes from a stride of {From.Stride} to one of {To.Stride}; it must go to a fraction.");
        if (Height < 1 || Height > Factor || Left < 0 || Left > Factor || Width < 1 || Width > Left + Factor)
            throw new ModelException($"A transposed convolution by {Factor} has a kernel of {Height}×{Width}, {Left} to the left; it has 1 to {Factor} rows, and up to {Factor} columns beside those to the left.");
        if (Left > 0 && From.Timing == MapTiming.Pixel)
            throw new ModelException("A transposed convolution that reaches to the left reads what is known pixel by pixel before it is known.");
        if (From.Channels.Groups > 1)
            throw new ModelException("A transposed convolution connects all colour groups; it reads ungrouped maps only.");
        LayerInputs.Require(this, inputs, [From.Channels]);
    }

    /// <inheritdoc/>
    public override IEnumerable<Read> Reads(Cell cell, int height, int width)
    {
        if (cell.Row % Factor >= Height) yield break;
        for (var column = 0; column < Width; column++)
            if ((cell.Column + Left - column) % Factor == 0 && (cell.Column + Left - column) / Factor is var at && cell.Column + Left >= column && at < width / Factor)
                yield return new Read(0, new Cell(cell.Row / Factor, at, 0));
    }

    /// <inheritdoc/>
    public override long MultiplyAdds(int height, int width) => Parameters[0].Elements * (height / Factor) * (width / Factor);

    /// <inheritdoc/>
    public override LayerModule CreateModule() => new TransposedConvolutionModule(this);

    /// <inheritdoc/>
    public override StepLayer<T> CreateStep<T>(StepContext<T> context) => new TransposedConvolutionStep<T>(this, context);
}

/// <summary>The map face of <see cref="TransposedConvolution"/>.</summary>
/// <param name="description">The layer.</param>
public sealed class TransposedConvolutionModule(TransposedConvolution description) : UnaryLayerModule(description)
{
    /// <inheritdoc/>
    public override bool HasManagedKernels => true;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => Spread(LayerInputs.Checked(description, input, description.From.Channels, Weight("weight")), Kernel(), Weight("bias"));

    /// <inheritdoc/>
    internal override Tensor ForwardKnown(Tensor[] inputs, ForwardContext context) => Spread(inputs[0], Kernel(), Weight("bias"));

    /// <inheritdoc/>
    public override bool InitializesFromBatch => description.WeightNorm;

    /// <inheritdoc/>
    public override void InitializeFrom(Tensor[] inputs)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        NormedWeight.InitializeFrom(Spread(inputs[0], NormedWeight.Of(Weight("weight"), null, 1), null), Weight("gain"), Weight("bias"));
    }

    Tensor Kernel() => description.WeightNorm ? NormedWeight.Of(Weight("weight"), Weight("gain"), 1) : Weight("weight");

    Tensor Spread(Tensor input, Tensor kernel, Tensor? bias)
    {
        long factor = description.Factor;
        using var spread = nn.functional.conv_transpose2d(input, kernel, strides: [factor, factor]); // (B, C', ≤ sH, sW more or less)
        var (height, width) = (factor * input.shape[2], factor * input.shape[3]);
        using var fitted = nn.functional.pad(spread, [-description.Left, description.Left + width - spread.shape[3], 0, height - spread.shape[2]]); // cut, or zeros
        return bias is null ? fitted.alias() : fitted.Plus(bias.view(1, -1, 1, 1));
    }
}

/// <summary>The step face of <see cref="TransposedConvolution"/>: each place gathers the taps that reach it.</summary>
/// <remarks>Order of a sum: the bias, then taps left to right, then input channels upwards.</remarks>
/// <typeparam name="T">The arithmetic.</typeparam>
sealed class TransposedConvolutionStep<T> : TimedStep<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly TransposedConvolution _layer;
    readonly FeatureMap<T> _input;
    readonly PackedMatrix<T>[] _taps; // (kernel row, kernel column)
    readonly T[] _bias;

    public TransposedConvolutionStep(TransposedConvolution layer, StepContext<T> context) : base(context.Output, layer.Timing)
    {
        (_layer, _input) = (layer, context.Inputs[0]);
        var (inputs, outputs) = (layer.From.Channels.Channels, layer.Output.InGroupOrder());
        var area = layer.Height * layer.Width;
        var weight = layer.WeightNorm
            ? NormedWeight.Of(context.Weights["weight"], context.Weights["gain"], _ => false, i => i / area % outputs.Length)
            : context.Weights["weight"];
        _bias = [.. outputs.Select(channel => context.Weights["bias"][channel])];
        _taps = [.. Enumerable.Range(0, area).Select(tap => new PackedMatrix<T>(inputs, outputs.Length, context.Kernels)
            .Pack((input, output) => weight[(input * outputs.Length + outputs[output]) * area + tap]))];
    }

    public override void Step(int row, int column, int group)
    {
        if (group == 0) Compute(row, column);
    }

    protected override void ComputeRow(int row)
    {
        for (var column = 0; column < Output.Width; column++) Compute(row, column);
    }

    void Compute(int row, int column)
    {
        var factor = _layer.Factor;
        var output = Output.Pixel(row, column);
        new Rows<T>(_bias, output.Count, 0, output.Size).CopyTo(output);
        var (coarse, tapRow) = Math.DivRem(row, factor);
        if (tapRow >= _layer.Height) return;
        for (var tap = (column + _layer.Left) % factor; tap < _layer.Width; tap += factor)
        {
            var at = (column + _layer.Left - tap) / factor;
            if (column + _layer.Left >= tap && at < _input.Width) _taps[tapRow * _layer.Width + tap].MultiplyAdd(_input.Pixel(coarse, at), output);
        }
    }
}
