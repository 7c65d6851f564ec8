using Pixel.Contracts;
using Pixel.Layers;

namespace DecayNet;

/// <summary>Two exponential moving averages, channel by channel: u(r, c) = a·u(r, c−1) + (1−a)·x(r, c), y(r, c) = b·y(r−1, c) + (1−b)·u(r, c).</summary>
/// <param name="Channels">The channels of input and output; a and b, one each a channel, are sigmoids of the parameters.</param>
public sealed record Decay(ChannelGroups Channels) : LayerDescription
{
    /// <inheritdoc/>
    public override string Kind => "decay";

    /// <inheritdoc/>
    public override string Details => $"{Channels.Channels}";

    /// <inheritdoc/>
    public override ChannelGroups Output => Channels;

    /// <inheritdoc/>
    public override bool HasStepFace => true;

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterDescription> Parameters =>
        [new("along", [Channels.Channels], 3, Channels.Channels), new("down", [Channels.Channels], 3, Channels.Channels)];

    /// <inheritdoc/>
    public override void Validate(IReadOnlyList<ChannelGroups> inputs) => LayerInputs.Require(this, inputs, [Channels]);

    /// <inheritdoc/>
    public override IEnumerable<Read> Reads(Cell cell, int height, int width)
    {
        for (var column = 0; column <= cell.Column; column++) yield return new Read(0, cell with { Column = column });
        if (cell.Row > 0) yield return new Read(Read.Own, cell with { Row = cell.Row - 1 });
    }

    /// <inheritdoc/>
    public override long MultiplyAdds(int height, int width) => 4L * Channels.Channels * height * width;

    /// <inheritdoc/>
    public override LayerModule CreateModule() => new DecayModule(this);

    /// <inheritdoc/>
    public override StepLayer<T> CreateStep<T>(StepContext<T> context) => new DecayStep<T>(context);
}
