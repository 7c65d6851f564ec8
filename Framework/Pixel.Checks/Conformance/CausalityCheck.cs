using Pixel.Checks.Models;
using Pixel.Contracts;

namespace Pixel.Checks.Conformance;

/// <summary>No output has a gradient to its own sub-pixel or to one after it: exactly zero, in double precision.</summary>
sealed class CausalityCheck : IConformanceCheck
{
    public const string Id = "causality";

    const int ShownLeaks = 3;

    public string Name => Id;

    public string Meaning =>
        "An output depends on its own sub-pixel or on a later one, so likelihoods are too good and samples are noise: look at masks (A in the first layer, B in the others), padding, and maps of the row itself that should be shifted.";

    public IReadOnlyList<string> Needs => [BuildCheck.Id, DeterminismCheck.Id, DtypeCheck.Id];

    public Outcome Run(Subject subject)
    {
        var findings = subject.Reaches.Where(reach => reach.Leaks.Count > 0).SelectMany(reach => Findings(subject, reach)).ToList();
        var outputs = subject.Reaches.Sum(reach => reach.Fresh.Count);
        return Outcome.Of(findings, $"{outputs} outputs see only what comes before them; 3 seeds, fresh and trained");
    }

    static IEnumerable<string> Findings(Subject subject, Reach reach)
    {
        foreach (var leak in reach.Leaks.Take(ShownLeaks)) yield return $"{reach.Label}: {leak.Text(reach.Network.Image)}";
        if (reach.Leaks.Count > ShownLeaks) yield return $"{reach.Label}: and {Counted.Of(reach.Leaks.Count - ShownLeaks, "more such pair")}";
        if (FirstLayer(subject, reach) is { } layer) yield return $"{reach.Label}: the first layer whose output sees too much is {layer}";
    }

    /// <summary>The first layer whose map sees what the network's output may not: most often the one that is wrong.</summary>
    static string? FirstLayer(Subject subject, Reach reach)
    {
        using var model = subject.Create(reach.Whole);
        if (reach.Leaks.All(leak => leak.OnlyTrained)) model.TrainOneStep(seed: 1);
        var network = model.Networks.ElementAt(reach.Part);
        for (var node = 1; node < reach.Network.Nodes.Count; node++)
        {
            using var part = network.UpTo(node);
            var cells = GradientReach.Cells(reach.Network.Image, part.Description.Output.Groups);
            if (GradientReach.Of(part, cells, images: 4).Any(seen => seen.Value.Any(read => !IsBefore(read, seen.Key, reach.Network.Image))))
                return Names.Of(reach.Network.Nodes[node]);
        }
        return null;
    }

    static bool IsBefore(Cell read, Cell cell, ImageShape image) => Leak.Order(read, image) < Leak.Order(cell, image);
}
