using Pixel.Contracts;

namespace Pixel.Tests.Checks;

/// <summary>Multiplies each channel by a weight, with one fault.</summary>
sealed record PlantedLayer(ChannelGroups Channels, Fault Fault) : LayerDescription
{
    public override string Kind => "planted layer";

    public override string Details => $"{Channels.Channels}";

    public override ChannelGroups Output => Channels;

    public override IReadOnlyList<ParameterDescription> Parameters => [new("scale", [Channels.Channels], 1, Channels.Channels)];

    public override bool HasStepFace => Fault != Fault.ReadsTooMuch;

    public override void Validate(IReadOnlyList<ChannelGroups> inputs)
    {
    }

    public override IEnumerable<Read> Reads(Cell cell, int height, int width)
    {
        yield return new Read(0, cell);
        if (Fault == Fault.DeclaresTooMuch && cell.Column > 0) yield return new Read(0, cell with { Column = cell.Column - 1 });
    }

    public override LayerModule CreateModule() => new PlantedModule(this);

    public override StepLayer<T> CreateStep<T>(StepContext<T> context) => new PlantedStep<T>(this, context);
}
