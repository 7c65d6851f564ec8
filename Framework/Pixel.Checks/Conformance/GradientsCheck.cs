using Pixel.Checks.Gradients;
using Pixel.Contracts;

namespace Pixel.Checks.Conformance;

/// <summary>Outputs and gradients agree with central differences and, for layers that it knows, with the oracle.</summary>
sealed class GradientsCheck : IConformanceCheck
{
    /// <summary>Few elements, as a random direction sees them all.</summary>
    static readonly GradientCheckOptions Few = new() { Images = 1, Elements = 4, NetworkElements = 1, Directions = 1 };

    public string Name => "gradients";

    public string Meaning =>
        "Training follows a wrong slope: look at the backward of the layer's own autograd function, and for detach, no_grad or plain memory in the forward of the named layer.";

    public IReadOnlyList<string> Needs => [BuildCheck.Id, DeterminismCheck.Id, DtypeCheck.Id];

    public Outcome Run(Subject subject)
    {
        var (findings, rows, strangers) = (new List<string>(), 0, new HashSet<string>());
        foreach (var image in subject.Measured)
        {
            GradientReport report;
            using (var model = subject.Create(image)) report = new GradientCheck(model.Description, model.Likelihood, Few).Run();
            rows += report.Rows.Count(IsMeant);
            strangers.UnionWith(report.WithoutOracle);
            findings.AddRange(report.Failures.Where(IsMeant).Select(row => $"{Names.Of(image)}: {row}"));
        }
        var without = strangers.Count == 0 ? "" : $"; the oracle does not know {string.Join(", ", strangers)}";
        return Outcome.Of(findings, $"{Counted.Of(rows, "comparison")} with central differences and the oracle{without}");
    }

    /// <summary>The step face has a check of its own.</summary>
    static bool IsMeant(GradientRow row) => row.Tensor != "step face";
}
