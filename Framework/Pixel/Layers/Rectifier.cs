using Pixel.Contracts;

namespace Pixel.Layers;

/// <summary>max(0, x), element by element.</summary>
/// <param name="Channels">The channels of input and output.</param>
public sealed record Rectifier(ChannelGroups Channels) : LayerDescription
{
    /// <inheritdoc/>
    public override string Kind => "ReLU";

    /// <inheritdoc/>
    public override string Details => $"{Channels.Channels}";

    /// <inheritdoc/>
    public override ChannelGroups Output => Channels;

    /// <inheritdoc/>
    public override bool HasStepFace => true;

    /// <inheritdoc/>
    public override void Validate(IReadOnlyList<ChannelGroups> inputs) => LayerInputs.Require(this, inputs, [Channels]);

    /// <inheritdoc/>
    public override IEnumerable<Read> Reads(Cell cell, int height, int width) => [new Read(0, cell)];

    /// <inheritdoc/>
    public override LayerModule CreateModule() => new RectifierModule(this);

    /// <inheritdoc/>
    public override StepLayer<T> CreateStep<T>(StepContext<T> context) => new RectifierStep<T>(context);
}
