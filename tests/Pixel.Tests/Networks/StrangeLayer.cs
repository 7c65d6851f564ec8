using System.Numerics;
using Pixel.Contracts;
using static TorchSharp.torch;

namespace Pixel.Tests.Networks;

/// <summary>What the step face of a <see cref="StrangeLayer"/> does beside its work.</summary>
public enum Deed
{
    Records,
    RecordsToo,
    Refuses,
    FillsItsRow,
    FillsTheRowThatIsYetToBeRead,
    FillsAfter,
    ReadsInBeginRow,
    ReadsBack,
    ReadsFarAbove,
    ReadsAboveTheImage,
    WritesAhead,
    WritesBeside,
}

/// <summary>Hands its input on, or the row above where it fills rows; its step face gives the same numbers, and does something else besides.</summary>
sealed record StrangeLayer(ChannelGroups Channels, Deed Deed) : LayerDescription
{
    public override string Kind => "strange";

    public override string Details => $"{Deed}";

    public override ChannelGroups Output => Channels;

    public override bool HasStepFace => true;

    public bool Shifts => Deed is Deed.FillsItsRow or Deed.FillsTheRowThatIsYetToBeRead or Deed.FillsAfter;

    public override int RowReach => Shifts || Deed is Deed.ReadsFarAbove or Deed.ReadsAboveTheImage ? 1 : 0;

    public override MapTiming Timing => Deed == Deed.FillsAfter ? MapTiming.Row : MapTiming.Pixel;

    public override void Validate(IReadOnlyList<ChannelGroups> inputs)
    {
    }

    public override IEnumerable<Read> Reads(Cell cell, int height, int width) =>
        Shifts ? cell.Row > 0 ? [new Read(0, cell with { Row = cell.Row - 1 })] : [] : [new Read(0, cell)];

    public override LayerModule CreateModule() => new StrangeModule(this);

    public override StepLayer<T> CreateStep<T>(StepContext<T> context) => new StrangeStep<T>(this, context);
}

sealed class StrangeModule(StrangeLayer layer) : UnaryLayerModule(layer)
{
    public override Tensor Forward(Tensor input) =>
        layer.Deed == Deed.Refuses ? throw new ModelException("Not on a Monday.")
        : layer.Shifts ? nn.functional.pad(input, [0, 0, 1, 0]).narrow(2, 0, input.shape[2])
        : input.clone();
}

/// <summary>What steps of <see cref="StrangeLayer"/> tell a test.</summary>
static class StrangeStep
{
    public static List<string> Begun { get; } = [];
}

sealed class StrangeStep<T>(StrangeLayer layer, StepContext<T> context) : StepLayer<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly FeatureMap<T> _input = context.Inputs[0];
    readonly FeatureMap<T> _output = context.Output;
    readonly FeatureMap<T> _row = context.CreateMap(context.Output.Channels, 1);

    public override void Begin() => Refuse();

    public override void BeginRow(int row)
    {
        Refuse();
        if (layer.Deed is Deed.Records or Deed.RecordsToo) StrangeStep.Begun.Add($"{layer.Deed}");
        if (layer.Deed == Deed.ReadsInBeginRow) _input.Pixel(row, 0).CopyTo(_row.Pixel(row, 0));
        if (!layer.Shifts) return;
        for (var column = 0; column < _output.Width; column++)
            if (row == 0) _output.Pixel(row, column).Clear();
            else _input.Pixel(row - 1, column).CopyTo(_output.Pixel(row, column));
    }

    public override void Step(int row, int column, int group)
    {
        Refuse();
        if (layer.Shifts) return;
        if (layer.Deed == Deed.WritesAhead && column + 1 < _output.Width) _output.Group(row, column + 1, group).Clear();
        if (layer.Deed == Deed.WritesBeside) _output.Value(row, -1, 0, 0) = T.One;
        if (layer.Deed == Deed.ReadsBack && column > 0) _ = _input.Value(row, column - 1, 0, 0);
        if (layer.Deed == Deed.ReadsFarAbove && row > 1) _ = _input.Value(row - 2, column, 0, 0);
        if (layer.Deed == Deed.ReadsAboveTheImage) _ = _input.Value(row - 1, column, 0, 0);
        _input.Group(row, column, group).CopyTo(_output.Group(row, column, group));
    }

    void Refuse()
    {
        if (layer.Deed == Deed.Refuses) throw new ModelException("Not on a Monday.");
    }
}
