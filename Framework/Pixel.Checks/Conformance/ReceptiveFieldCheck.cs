using Pixel.Checks.Maps;
using Pixel.Checks.Models;
using Pixel.Contracts;
using Pixel.Networks;

namespace Pixel.Checks.Conformance;

/// <summary>What outputs are measured to see is what the layers declare, and is drawn; what they do not see of the past is told.</summary>
sealed class ReceptiveFieldCheck : IConformanceCheck
{
    const int Images = 8;

    static readonly ulong[] Seeds = [1, 2];

    /// <summary>Further networks for what a narrow one may hide behind its ReLUs.</summary>
    static readonly ulong[] FurtherSeeds = [4, 5, 6, 7, 8, 9, 10, 11, 12];

    public string Name => "receptive field";

    public string Meaning =>
        "What the network sees is not what its layers' Reads declare, so maps and plans drawn from the description are wrong: correct the named layer's Reads, or the layer.";

    public IReadOnlyList<string> Needs => [BuildCheck.Id, DeterminismCheck.Id, DtypeCheck.Id];

    public Outcome Run(Subject subject)
    {
        foreach (var channels in subject.Measured.Select(image => image.Channels).Distinct()) Draw(subject, channels);
        if (subject.Reaches.Any(reach => reach.Leaks.Count > 0))
            return Outcome.Skip($"not judged, since '{CausalityCheck.Id}' failed; the map shows what is seen too much (!)");
        var findings = subject.Reaches.SelectMany(reach => Findings(subject, reach)).ToList();
        return Outcome.Of(findings, string.Join("; ", subject.Reaches.Select(Describe)));
    }

    static void Draw(Subject subject, int channels)
    {
        if (subject.Shapes.ForDrawing(channels) is not { } image) return;
        var (row, column) = (image.Height - 2, image.Width / 2);
        HashSet<Cell>[]? seen = null;
        foreach (var seed in Seeds)
        {
            using var model = subject.Create(image, seed);
            Cell[] cells = [.. Enumerable.Range(0, model.Description.Output.Groups).Select(group => new Cell(row, column, group))];
            var reached = GradientReach.Of(model, cells, Images);
            seen ??= [.. cells.Select(_ => new HashSet<Cell>())];
            foreach (var cell in cells) seen[cell.Group].UnionWith(reached[cell]);
        }
        subject.Maps.Add(new ReceptiveFieldMap(Names.Of(image), image, row, column, [.. seen!]));
    }

    static IEnumerable<string> Findings(Subject subject, Reach reach)
    {
        var (image, undeclared, unseen) = (reach.Network.Image, new List<string>(), new List<string>());
        var fields = reach.Fresh.Keys.ToDictionary(cell => cell, cell => ReceptiveField.Of(reach.Network, cell));
        foreach (var seed in FurtherSeeds.TakeWhile(_ => fields.Any(field => !Measured(reach, field.Key).IsSupersetOf(field.Value)))) MeasureMore(subject, reach, seed);
        foreach (var (cell, declared) in fields)
        {
            var measured = Measured(reach, cell);
            foreach (var read in measured.Where(read => !declared.Contains(read)))
                undeclared.Add($"the output for {Names.Of(cell, image)} sees {Names.Of(read, image)}, which no layer declares");
            foreach (var read in declared.Where(read => !measured.Contains(read)))
                unseen.Add($"the output for {Names.Of(cell, image)} is declared to see {Names.Of(read, image)}, but does not");
        }
        return Counted(undeclared, reach.Label)
            .Concat(undeclared.Count > 0 && LayerThatReadsMore(reach.Network) is { } layer ? [$"{reach.Label}: {layer}"] : [])
            .Concat(Counted(unseen, reach.Label));
    }

    static HashSet<Cell> Measured(Reach reach, Cell cell) => [.. reach.Fresh[cell], .. reach.Trained[cell]];

    static void MeasureMore(Subject subject, Reach reach, ulong seed)
    {
        using var model = subject.Create(reach.Whole, seed);
        foreach (var (cell, seen) in GradientReach.Of(model.Networks.ElementAt(reach.Part), [.. reach.Fresh.Keys], Images)) reach.Fresh[cell].UnionWith(seen);
    }

    static IEnumerable<string> Counted(List<string> findings, string label) =>
        findings.Count == 0 ? [] : [$"{label}: {findings[0]}{(findings.Count > 1 ? $"; so {findings.Count} pairs" : "")}"];

    /// <summary>The first layer that, alone, reads what it does not declare.</summary>
    static string? LayerThatReadsMore(NetworkDescription network)
    {
        const int height = 4;
        const int width = 6;
        foreach (var node in network.Nodes.Skip(1).Where(node => node.Layer.Condition != Condition.SmallImage))
        {
            using var probe = new LayerProbe(node.Layer, [.. node.Inputs.Select(input => network.Nodes[input].Layer.Output)]);
            foreach (var cell in GradientReach.Cells(new ImageShape(1, height, width, 2), node.Layer.Output.Groups))
            {
                var declared = probe.Declared(cell, height, width);
                if (probe.Reached(cell, height, width).Where(read => !declared.Contains(read)).Cast<Read?>().FirstOrDefault() is { } read)
                    return $"alone, the layer {Names.Of(node)} at {At(cell)} reads {At(read.Cell)} of its input {read.Input}, which its Reads does not give";
            }
        }
        return null;
    }

    static string At(Cell cell) => $"row {cell.Row}, column {cell.Column}, group {cell.Group}";

    /// <summary>How much of the past the last output sees, where it is most.</summary>
    static string Describe(Reach reach)
    {
        var image = reach.Network.Image;
        var (past, seen) = (0L, 0L);
        foreach (var cell in reach.Fresh.Keys)
        {
            past += Leak.Order(cell, image);
            seen += Measured(reach, cell).Count;
        }
        return past == seen ? $"{reach.Label}: all the past" : $"{reach.Label}: {(double)seen / past:P0} of the past, the rest is blind";
    }
}
