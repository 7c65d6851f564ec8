using Pixel.Contracts;
using Pixel.Libtorch;
using static TorchSharp.torch;

namespace Pixel.Layers;

/// <summary>A convolution over what comes before: its taps as data (paper, section 3.4), zero-padded.</summary>
/// <remarks>
/// All taps but that of the own place connect all colour groups. Where a mask is given, the own place connects an output group to the input
/// groups before it (A) or up to it (B), and taps after it in raster order are silent. A kernel of one row (k×1 in the paper, "k along the
/// row") is the input-to-state convolution of the Row LSTM. An output whose <see cref="LayerDescription.Stride"/> is a multiple of its input's is
/// computed at every second, fourth … place.
/// </remarks>
/// <param name="From">The map that is read.</param>
/// <param name="To">The map that is made; channels of a map of gates repeat the colour pattern inside each gate.</param>
/// <param name="Taps">What is read around the own place.</param>
public sealed record MaskedConvolution(MapDescription From, MapDescription To, Taps Taps) : LayerDescription
{
    /// <summary>A masked convolution around its own place.</summary>
    /// <param name="input">The map that is read.</param>
    /// <param name="output">The map that is made.</param>
    /// <param name="kernelHeight">Rows of the kernel, odd.</param>
    /// <param name="kernelWidth">Columns of the kernel, odd.</param>
    /// <param name="mask">A for the first layer, B for all others.</param>
    public MaskedConvolution(MapDescription input, MapDescription output, int kernelHeight, int kernelWidth, MaskType mask)
        : this(input, output, Taps.Masked(kernelHeight, kernelWidth, mask))
    {
    }

    /// <summary>Whether a bias is added.</summary>
    /// <value>The default value is true.</value>
    public bool HasBias { get; init; } = true;

    /// <summary>Whether the weight is a direction and a length for each output channel, the first ones set from a batch (Salimans and Kingma, 2016).</summary>
    /// <value>The default value is false.</value>
    public bool WeightNorm { get; init; }

    /// <summary>The deviation of the output over the batch that first weights are set from, with <see cref="WeightNorm"/>.</summary>
    /// <value>The default value is 1.</value>
    public double InitialScale { get; init; } = 1;

    /// <inheritdoc/>
    public override string Kind => Taps.Mask is null ? "convolution" : "masked convolution";

    /// <inheritdoc/>
    public override string Details => $"{Taps}{(Step > 1 ? $" /{Step}" : "")}, {Input.Channels} → {Channels.Channels}";

    /// <summary>The channels of the input.</summary>
    public ChannelGroups Input => From.Channels;

    /// <summary>The channels of the output.</summary>
    public ChannelGroups Channels => To.Channels;

    /// <summary>Columns and rows of the input from a place of the output to the next.</summary>
    public int Step => To.Stride / From.Stride;

    /// <inheritdoc/>
    public override ChannelGroups Output => To.Channels;

    /// <inheritdoc/>
    public override MapTiming Timing => To.Timing;

    /// <inheritdoc/>
    public override int Stride => To.Stride;

    /// <inheritdoc/>
    public override int InputStride => From.Stride;

    /// <inheritdoc/>
    public override int RowReach => Taps.RowsAbove;

    /// <inheritdoc/>
    public override int ColumnReach => Taps.ColumnReach;

    /// <inheritdoc/>
    public override bool HasStepFace => true;

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterDescription> Parameters
    {
        get
        {
            var connections = Connections;
            var bound = 1 / Math.Sqrt((double)connections / Channels.Channels); // fan-in without the silent taps
            long[] shape = [Channels.Channels, Input.Channels, Taps.Height, Taps.Width];
            return
            [
                WeightNorm ? new("weight", shape, NormedWeight.Direction, connections) : new("weight", shape, bound, connections),
                .. WeightNorm ? [new ParameterDescription("gain", [Channels.Channels], new ConstantInitialiser(1), Channels.Channels)] : Array.Empty<ParameterDescription>(),
                .. HasBias ? [new ParameterDescription("bias", [Channels.Channels], WeightNorm ? 0 : bound, Channels.Channels)] : Array.Empty<ParameterDescription>(),
            ];
        }
    }

    /// <summary>Weights that the mask leaves.</summary>
    internal long Connections
    {
        get
        {
            if (Taps.Mask is null) return (long)Taps.Open * Input.Channels * Channels.Channels;
            var (outputs, inputs) = (Sizes(Channels), Sizes(Input));
            var centre = 0L;
            for (var output = 0; output < outputs.Length; output++)
                for (var input = 0; input < inputs.Length; input++)
                    if (GroupConnects(output, input)) centre += outputs[output] * inputs[input];
            return Math.Max(1, (Taps.Open - 1L) * Input.Channels * Channels.Channels + centre);
        }
    }

    /// <summary>Whether the tap of the own place connects an output channel to an input channel.</summary>
    /// <param name="output">The output channel.</param>
    /// <param name="input">The input channel.</param>
    public bool CentreConnects(int output, int input) =>
        Taps.Mask is null || GroupConnects(Channels.GroupOf(output), Input.GroupOf(input));

    /// <summary>Whether a weight is silent.</summary>
    /// <param name="output">The output channel.</param>
    /// <param name="input">The input channel.</param>
    /// <param name="tap">The place in the kernel, row by row.</param>
    internal bool IsSilent(int output, int input, int tap) => tap >= Taps.Open || (tap == Taps.Open - 1 && !CentreConnects(output, input));

    /// <inheritdoc/>
    public override void Validate(IReadOnlyList<ChannelGroups> inputs)
    {
        Taps.Require();
        if (Taps.Mask is not null && Channels.Groups != Input.Groups)
            throw new ModelException($"A masked convolution joins {Input.Groups} to {Channels.Groups} colour groups; they must be the same.");
        if (To.Stride % From.Stride != 0)
            throw new ModelException($"A convolution goes from a stride of {From.Stride} to one of {To.Stride}; that must be a multiple.");
        LayerInputs.Require(this, inputs, [Input]);
    }

    /// <inheritdoc/>
    public override IEnumerable<Read> Reads(Cell cell, int height, int width)
    {
        for (var tap = 0; tap < Taps.Open; tap++)
        {
            var row = cell.Row * Step - Taps.RowsAbove + tap / Taps.Width;
            var column = cell.Column * Step - Taps.ColumnsLeft + tap % Taps.Width;
            if (row < 0 || column < 0 || column >= width * Step) continue;
            var isCentre = Taps.Mask is not null && tap == Taps.Open - 1;
            for (var group = 0; group < Input.Groups; group++)
                if (!isCentre || GroupConnects(cell.Group, group)) yield return new Read(0, new Cell(row, column, group));
        }
    }

    /// <inheritdoc/>
    public override long MultiplyAdds(int height, int width) => Connections * height * width;

    /// <inheritdoc/>
    public override LayerModule CreateModule() => new MaskedConvolutionModule(this);

    /// <inheritdoc/>
    public override StepLayer<T> CreateStep<T>(StepContext<T> context) => new MaskedConvolutionStep<T>(this, context);

    /// <summary>The number of channels of each colour group.</summary>
    static long[] Sizes(ChannelGroups channels) => [.. LayerInputs.ChannelsByGroup(channels).Select(group => (long)group.Length)];

    bool GroupConnects(int output, int input) => Taps.Mask == MaskType.A ? input < output : input <= output;
}

/// <summary>The map face of <see cref="MaskedConvolution"/>: the mask multiplies the weight in every forward pass.</summary>
/// <remarks>
/// The paper zeroes masked weights after each update; multiplying is the same function, and no optimiser, decay or loaded file can
/// undo it.
/// </remarks>
public sealed class MaskedConvolutionModule : UnaryLayerModule, IFoldingLayer
{
    readonly Tensor? _mask; // null where no tap is silent
    readonly Tensor? _noBias;

    /// <summary>Makes the layer.</summary>
    /// <param name="description">Its sizes and mask.</param>
    public MaskedConvolutionModule(MaskedConvolution description) : base(description)
    {
        Description = description;
        if (description.Taps.Mask is not null) _mask = RegisterConstant(nameof(_mask), CreateMask(description));
        if (!description.HasBias) _noBias = RegisterConstant(nameof(_noBias), zeros(description.Channels.Channels));
    }

    /// <inheritdoc/>
    public override bool HasManagedKernels => true;

    /// <summary>Sizes and mask.</summary>
    internal MaskedConvolution Description { get; }

    /// <summary>The weight that the layer computes with, silent taps included, (out, in, kernel height, kernel width).</summary>
    internal Tensor Kernel => Description.WeightNorm ? NormedWeight.Of(OpenWeight, Weight("gain"), 0) : Weight("weight");

    /// <summary>The weight, or its direction, with its silent taps zero.</summary>
    Tensor OpenWeight => _mask is null ? Weight("weight") : Weight("weight") * _mask;

    /// <summary>The bias that the layer computes with, (out).</summary>
    internal Tensor Bias => _noBias ?? Weight("bias");

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) =>
        Forward(LayerInputs.Checked(Description, input, Description.Input, Weight("weight")), rectify: false, addend: null, isShared: false).Output;

    /// <inheritdoc/>
    internal override Tensor ForwardKnown(Tensor[] inputs, ForwardContext context) => Forward(inputs[0], rectify: false, addend: null, isShared: false).Output;

    /// <inheritdoc/>
    public (Tensor Output, Tensor Input) Forward(Tensor input, bool rectify, Tensor? addend, bool isShared)
    {
        if (UsesManagedKernels(input) && Description.Step == 1)
            return MaskedConvolutionFunction.Compute(
                input, Kernel, Bias, addend, ConvolutionCall.For(input, Description, rectify, addend is not null, isShared));
        using var rectified = rectify ? nn.functional.relu(input) : null;
        var output = Convolve(rectified ?? input, Description.WeightNorm ? Kernel : OpenWeight, Bias);
        return (addend is null ? output : output.Plus(addend), input);
    }

    /// <inheritdoc/>
    public override bool InitializesFromBatch => Description.WeightNorm;

    /// <inheritdoc/>
    public override void InitializeFrom(Tensor[] inputs)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        NormedWeight.InitializeFrom(Convolve(inputs[0], NormedWeight.Of(OpenWeight, null, 0), null), Weight("gain"), Weight("bias"), Description.InitialScale);
    }

    Tensor Convolve(Tensor input, Tensor kernel, Tensor? bias)
    {
        var (taps, step) = (Description.Taps, (long)Description.Step);
        var below = taps.Height - 1 - taps.RowsAbove;
        if ((taps.ColumnsLeft, taps.RowsAbove) == (taps.ColumnsRight, below))
            return nn.functional.conv2d(input, kernel, bias, padding: [taps.RowsAbove, taps.ColumnsLeft], strides: [step, step]);
        using var padded = nn.functional.pad(input, [taps.ColumnsLeft, taps.ColumnsRight, taps.RowsAbove, below]); // negative where the kernel ends before its own place
        return nn.functional.conv2d(padded, kernel, bias, strides: [step, step]);
    }

    static Tensor CreateMask(MaskedConvolution layer)
    {
        var (outputs, inputs, taps) = (layer.Channels.Channels, layer.Input.Channels, layer.Taps);
        var area = taps.Height * taps.Width;
        var mask = new float[outputs * inputs * area];
        for (var output = 0; output < outputs; output++)
            for (var input = 0; input < inputs; input++)
            {
                var kernel = mask.AsSpan((output * inputs + input) * area, area);
                kernel[..taps.Open].Fill(1);
                if (!layer.CentreConnects(output, input)) kernel[taps.Open - 1] = 0;
            }
        return tensor(mask, [outputs, inputs, taps.Height, taps.Width]);
    }
}
