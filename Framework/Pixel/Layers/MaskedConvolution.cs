using Pixel.Contracts;

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
