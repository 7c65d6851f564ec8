using Pixel.Checks.Models;
using Pixel.Contracts;
using static TorchSharp.torch;

namespace Pixel.Checks.Conformance;

/// <summary>Stepping through images gives the outputs of the map face, in both precisions and in batches.</summary>
sealed class StepFaceCheck : IConformanceCheck
{
    public const string Id = "step face";

    /// <summary>Of the largest output: what another order of sums may change.</summary>
    const double DoubleRounding = 1e-12;

    const double SingleRounding = 1e-4;

    public string Name => Id;

    public string Meaning =>
        "Sampling would draw from another distribution than the one that was trained: look at CreateStep and the step of the named layer, at RowReach and ColumnReach, at what it reads and writes of its maps, and at what Begin must forget.";

    public IReadOnlyList<string> Needs => [BuildCheck.Id, DeterminismCheck.Id, DtypeCheck.Id, CausalityCheck.Id];

    public Outcome Run(Subject subject)
    {
        var findings = new List<string>();
        foreach (var image in subject.Measured)
        {
            using var model = subject.Create(image);
            if (Without(model.Description) is { } layer) return Outcome.Skip($"the layer {layer} has no step face; images are sampled slowly, by the ancestral sampler");
            foreach (var network in model.Networks)
                foreach (var batch in new[] { 1, 3 })
                    if (findings.Count == 0 && Finding(network, batch) is { } finding) findings.Add($"{Names.Of(network.Description.Image)}: {finding}");
            using var single = subject.Create(image, type: ScalarType.Float32);
            if (findings.Count == 0 && StepThrough.Difference<float>(single, 3) is var difference && !(difference <= Allowed(single, SingleRounding)))
                findings.Add($"{Names.Of(image)}: in float32 the outputs differ by {difference:G2}; {Allowed(single, SingleRounding):G2} is allowed");
        }
        return Outcome.Of(findings, "equals the map face: within 1e-12 in float64, 1e-4 in float32, in batches of 1 and 3");
    }

    /// <summary>The first layer without a step face.</summary>
    public static string? Without(NetworkDescription? network) => network is null
        ? null
        : network.Nodes.FirstOrDefault(node => !node.Layer.HasStepFace) is { } node ? Names.Of(node) : Without(network.Small);

    static string? Finding(CheckedModel model, int batch)
    {
        var difference = StepThrough.Difference<double>(model, batch);
        if (difference <= Allowed(model, DoubleRounding)) return null;
        for (var node = 1; node < model.Description.Nodes.Count; node++)
        {
            using var part = model.UpTo(node);
            if (!(StepThrough.Difference<double>(part, batch) <= Allowed(part, DoubleRounding)))
                return $"at batch {batch} the faces differ by {difference:G2}, first in the layer {Names.Of(model.Description.Nodes[node])}";
        }
        return $"at batch {batch} the faces differ by {difference:G2}";
    }

    static double Allowed(CheckedModel model, double rounding) =>
        rounding * Math.Max(1, model.Outputs(SomeImages.Levels(model.Description.Image, 1)).Max(Math.Abs));
}
