using System.Numerics;
using Pixel.Contracts;
using Pixel.Kernels;
using static TorchSharp.torch;

namespace Pixel.Layers;

/// <summary>A convolution that sees only what comes before in raster order (paper, section 3.4), zero-padded to the size of its input.</summary>
/// <remarks>
/// All taps in rows above, and to the left in the same row, connect all colour groups. The centre tap connects an output group to the
/// input groups before it (A) or up to it (B). All other taps are silent. A kernel of one row (k×1 in the paper, "k along the row") is
/// the input-to-state convolution of the Row LSTM.
/// </remarks>
/// <param name="Input">The channels of the input.</param>
/// <param name="Channels">The channels of the output; those of a map of gates repeat the colour pattern inside each gate.</param>
/// <param name="KernelHeight">Rows of the kernel, odd.</param>
/// <param name="KernelWidth">Columns of the kernel, odd.</param>
/// <param name="Mask">A for the first layer, B for all others.</param>
public sealed record MaskedConvolution(ChannelGroups Input, ChannelGroups Channels, int KernelHeight, int KernelWidth, MaskType Mask)
    : LayerDescription
{
    /// <inheritdoc/>
    public override string Kind => "masked convolution";

    /// <inheritdoc/>
    public override string Details => $"{KernelHeight}×{KernelWidth} {Mask}, {Input.Channels} → {Channels.Channels}";

    /// <inheritdoc/>
    public override ChannelGroups Output => Channels;

    /// <inheritdoc/>
    public override int RowReach => KernelHeight / 2;

    /// <inheritdoc/>
    public override int ColumnReach => KernelWidth / 2;

    /// <inheritdoc/>
    public override bool HasStepFace => true;

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterDescription> Parameters
    {
        get
        {
            var connections = Connections;
            var bound = 1 / Math.Sqrt((double)connections / Channels.Channels); // fan-in without the silent taps
            return
            [
                new("weight", [Channels.Channels, Input.Channels, KernelHeight, KernelWidth], bound, connections),
                new("bias", [Channels.Channels], bound, Channels.Channels),
            ];
        }
    }

    /// <summary>Taps in rows above and to the left, which connect all channels.</summary>
    int OpenTaps => KernelHeight / 2 * KernelWidth + KernelWidth / 2;

    /// <summary>Weights that the mask leaves.</summary>
    long Connections
    {
        get
        {
            var (outputs, inputs) = (Sizes(Channels), Sizes(Input));
            var centre = 0L;
            for (var output = 0; output < outputs.Length; output++)
                for (var input = 0; input < inputs.Length; input++)
                    if (GroupConnects(output, input)) centre += outputs[output] * inputs[input];
            return Math.Max(1, (long)OpenTaps * Input.Channels * Channels.Channels + centre);
        }
    }

    /// <summary>Whether the centre tap connects an output channel to an input channel.</summary>
    /// <param name="output">The output channel.</param>
    /// <param name="input">The input channel.</param>
    public bool CentreConnects(int output, int input) =>
        GroupConnects(Channels.GroupOf(output), Input.GroupOf(input));

    /// <inheritdoc/>
    public override void Validate(IReadOnlyList<ChannelGroups> inputs)
    {
        if (KernelHeight % 2 == 0 || KernelWidth % 2 == 0 || KernelHeight < 1 || KernelWidth < 1)
            throw new ModelException($"A masked convolution's kernel is {KernelHeight}×{KernelWidth}; both sizes must be odd.");
        if (Channels.Groups != Input.Groups)
            throw new ModelException($"A masked convolution joins {Input.Groups} to {Channels.Groups} colour groups; they must be the same.");
        LayerInputs.Require(this, inputs, [Input]);
    }

    /// <inheritdoc/>
    public override IEnumerable<Read> Reads(Cell cell, int height, int width)
    {
        for (var row = Math.Max(0, cell.Row - KernelHeight / 2); row <= cell.Row; row++)
            for (var column = Math.Max(0, cell.Column - KernelWidth / 2); column <= Math.Min(width - 1, cell.Column + KernelWidth / 2); column++)
            {
                if (row == cell.Row && column > cell.Column) break;
                var centre = row == cell.Row && column == cell.Column;
                for (var group = 0; group < Input.Groups; group++)
                    if (!centre || GroupConnects(cell.Group, group)) yield return new Read(0, new Cell(row, column, group));
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

    bool GroupConnects(int output, int input) => Mask == MaskType.A ? input < output : input <= output;
}

/// <summary>Whether a masked convolution sees the colour group that it computes (paper, section 3.4).</summary>
public enum MaskType
{
    /// <summary>Only the groups before: the first layer, which reads the image itself.</summary>
    A,

    /// <summary>The groups before and the same group: every layer after the first, 1×1 layers included.</summary>
    B,
}

/// <summary>The map face of <see cref="MaskedConvolution"/>: the mask multiplies the weight in every forward pass.</summary>
/// <remarks>
/// The paper zeroes masked weights after each update; multiplying is the same function, and no optimiser, decay or loaded file can
/// undo it.
/// </remarks>
public sealed class MaskedConvolutionModule : UnaryLayerModule
{
    readonly long[] _padding;
    readonly Tensor _mask;

    /// <summary>Makes the layer.</summary>
    /// <param name="description">Its sizes and mask.</param>
    public MaskedConvolutionModule(MaskedConvolution description) : base(description)
    {
        Description = description;
        _padding = [description.KernelHeight / 2, description.KernelWidth / 2];
        _mask = RegisterConstant(nameof(_mask), CreateMask(description));
    }

    /// <inheritdoc/>
    public override bool HasManagedKernels => true;

    /// <summary>Sizes and mask.</summary>
    internal MaskedConvolution Description { get; }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) =>
        Forward(LayerInputs.Checked(Description, input, Description.Input, Weight("weight")), rectify: false, addend: null, isShared: false).Output;

    /// <summary>Computes the layer, and what it does for its neighbours.</summary>
    /// <param name="input">(B, C, H, W).</param>
    /// <param name="rectify">Whether the input is read through a ReLU.</param>
    /// <param name="addend">What to add to the output, (B, C', H, W); null for nothing.</param>
    /// <param name="isShared">Whether others read the input after this layer.</param>
    /// <returns>The output, (B, C', H, W), and the input for those others: read that, and their gradients are added up while this layer's is computed.</returns>
    internal (Tensor Output, Tensor Input) Forward(Tensor input, bool rectify, Tensor? addend, bool isShared)
    {
        if (UsesManagedKernels(input))
            return MaskedConvolutionFunction.Compute(
                input, Weight("weight"), Weight("bias"), addend, ConvolutionCall.For(input, Description, rectify, addend is not null, isShared));
        using var rectified = rectify ? nn.functional.relu(input) : null;
        var masked = Weight("weight") * _mask; // (out, in, kh, kw)
        var output = nn.functional.conv2d(rectified ?? input, masked, Weight("bias"), padding: _padding);
        return (addend is null ? output : output + addend, input);
    }

    static Tensor CreateMask(MaskedConvolution layer)
    {
        var (outputs, inputs) = (layer.Channels.Channels, layer.Input.Channels);
        var (height, width) = (layer.KernelHeight, layer.KernelWidth);
        var mask = new float[outputs * inputs * height * width];
        for (var output = 0; output < outputs; output++)
            for (var input = 0; input < inputs; input++)
            {
                var taps = mask.AsSpan((output * inputs + input) * height * width, height * width);
                var centre = height / 2 * width + width / 2;
                taps[..centre].Fill(1);
                taps[centre] = layer.CentreConnects(output, input) ? 1 : 0;
            }
        return tensor(mask, [outputs, inputs, height, width]);
    }
}

/// <summary>The step face of <see cref="MaskedConvolution"/>: the open taps alone. Those of rows above are summed for a whole row at once.</summary>
/// <remarks>Order of a sum: the bias, then taps from the top row, left to right, then input channels group by group.</remarks>
/// <typeparam name="T">The arithmetic.</typeparam>
sealed class MaskedConvolutionStep<T> : StepLayer<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly FeatureMap<T> _input;
    readonly FeatureMap<T> _output;
    readonly FeatureMap<T>? _sums; // bias and rows above; null for kernels of one row
    readonly PackedMatrix<T>[] _above; // one a kernel row, from the top
    readonly PackedMatrix<T>[] _beside; // one a group: the taps to the left, then the channels that the centre connects
    readonly T[] _bias;
    readonly int _reach;

    public MaskedConvolutionStep(MaskedConvolution layer, StepContext<T> context)
    {
        (_input, _output, _reach) = (context.Inputs[0], context.Output, layer.ColumnReach);
        var (weight, inputs, outputs) = (context.Weights["weight"], layer.Input.InGroupOrder(), layer.Channels.InGroupOrder());
        _bias = [.. outputs.Select(channel => context.Weights["bias"][channel])];
        _above = [.. Enumerable.Range(0, layer.RowReach).Select(row =>
            new PackedMatrix<T>(layer.KernelWidth * inputs.Length, outputs.Length, context.Kernels).Pack((k, output) => Weight(outputs[output], k, row)))];
        _beside = [.. Enumerable.Range(0, layer.Channels.Groups).Select(group =>
        {
            var channels = layer.Channels.ChannelsOf(group);
            var open = inputs.Count(input => layer.CentreConnects(channels[0], input));
            return new PackedMatrix<T>(_reach * inputs.Length + open, channels.Length, context.Kernels)
                .Pack((k, output) => Weight(channels[output], k, layer.RowReach));
        })];
        if (_above.Length > 0) _sums = context.CreateMap(layer.Channels, 1);

        T Weight(int output, int k, int row)
        {
            var (column, input) = Math.DivRem(k, inputs.Length);
            return weight[((output * inputs.Length + inputs[input]) * layer.KernelHeight + row) * layer.KernelWidth + column];
        }
    }

    public override void BeginRow(int row)
    {
        if (_sums is null) return;
        for (var image = 0; image < _output.Batch; image++)
        {
            var sums = _sums.Columns(row, image);
            new Rows<T>(_bias, sums.Count, 0, sums.Size).CopyTo(sums);
            for (var i = Math.Max(0, _above.Length - row); i < _above.Length; i++)
                _above[i].MultiplyAdd(_input.Windows(row - _above.Length + i, image, _reach), sums);
        }
    }

    public override void Step(int row, int column, int group)
    {
        var beside = _beside[group];
        var output = _output.Group(row, column, group);
        var input = _input.Run(row, column - _reach, beside.Inputs);
        if (_sums is not null) beside.Multiply(_sums.Group(row, column, group), input, output);
        else beside.Multiply(new Rows<T>(_bias.AsSpan(_output.Channels.OffsetOf(group)), output.Count, 0, output.Size), input, output);
    }
}
