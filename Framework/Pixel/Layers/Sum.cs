using Pixel.Contracts;

namespace Pixel.Layers;

/// <summary>The sum of maps: residual connections, skip connections, biases from a conditioning map (paper, sections 3.3 and 3.6).</summary>
/// <param name="Channels">The channels of each input and of the output.</param>
/// <param name="Terms">The number of inputs, at least 2.</param>
public sealed record Sum(ChannelGroups Channels, int Terms) : LayerDescription
{
    /// <inheritdoc/>
    public override string Kind => "sum";

    /// <inheritdoc/>
    public override string Details => $"{Terms} × {Channels.Channels}";

    /// <inheritdoc/>
    public override ChannelGroups Output => Channels;

    /// <inheritdoc/>
    public override bool HasStepFace => true;

    /// <inheritdoc/>
    public override void Validate(IReadOnlyList<ChannelGroups> inputs) =>
        LayerInputs.Require(this, inputs, [.. Enumerable.Repeat(Channels, Terms)]);

    /// <inheritdoc/>
    public override IEnumerable<Read> Reads(Cell cell, int height, int width) =>
        Enumerable.Range(0, Terms).Select(term => new Read(term, cell));

    /// <inheritdoc/>
    public override LayerModule CreateModule() => new SumModule(this);

    /// <inheritdoc/>
    public override StepLayer<T> CreateStep<T>(StepContext<T> context) => new SumStep<T>(context);
}
