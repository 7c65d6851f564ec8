using Pixel.Contracts;
using Pixel.Layers;

namespace MyArch;

/// <summary>A layer as a description: y(r, c) = x(r, c) + gain · x(r − 1, c), channel by channel; zero above the image.</summary>
/// <param name="Channels">The channels of input and output, and their colour groups.</param>
public sealed record MyArchLayer(ChannelGroups Channels) : LayerDescription
{
    /// <inheritdoc/>
    public override string Kind => "add above";

    /// <inheritdoc/>
    public override string Details => $"{Channels.Channels}";

    /// <inheritdoc/>
    public override ChannelGroups Output => Channels;

    /// <summary>One number a channel, drawn from ±0.5 at first.</summary>
    public override IReadOnlyList<ParameterDescription> Parameters => [new("gain", [Channels.Channels], 0.5, Channels.Channels)];

    /// <summary>The step face reads the row above, so that row is kept.</summary>
    public override int RowReach => 1;

    /// <inheritdoc/>
    public override bool HasStepFace => true;

    /// <inheritdoc/>
    public override void Validate(IReadOnlyList<ChannelGroups> inputs) => LayerInputs.Require(this, inputs, [Channels]);

    /// <summary>What a cell is computed from: itself and the cell above, of its own colour group.</summary>
    public override IEnumerable<Read> Reads(Cell cell, int height, int width)
    {
        yield return new Read(0, cell);
        if (cell.Row > 0) yield return new Read(0, cell with { Row = cell.Row - 1 });
    }

    /// <inheritdoc/>
    public override long MultiplyAdds(int height, int width) => (long)Channels.Channels * height * width;

    /// <inheritdoc/>
    public override LayerModule CreateModule() => new MyArchLayerModule(this);

    /// <inheritdoc/>
    public override StepLayer<T> CreateStep<T>(StepContext<T> context) => new MyArchLayerStep<T>(context);
}
