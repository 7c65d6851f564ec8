using System.Globalization;
using Pixel.Checks.Models;
using Pixel.Contracts;
using static TorchSharp.torch;

namespace Pixel.Checks.Conformance;

/// <summary>The network can be described, made, run and trained, and is what its description says.</summary>
sealed class BuildCheck : IConformanceCheck
{
    public const string Id = "builds";

    public string Name => Id;

    public string Meaning =>
        "The architecture gives no network that runs as described: look at Build, and at the layer or parameter that is named.";

    public IReadOnlyList<string> Needs => [];

    public Outcome Run(Subject subject)
    {
        if (subject.Measured.Count == 0)
            return Outcome.Of([.. subject.Shapes.Refusals.Select(refusal => $"Build refuses small {(refusal.Key == 1 ? "gray" : "RGB")} images: {refusal.Value}")], "");
        var findings = new List<string>();
        var parameters = new List<string>();
        foreach (var image in subject.Measured)
        {
            using var model = subject.Create(image, type: ScalarType.Float32);
            findings.AddRange(Check(model).Select(finding => $"{Names.Of(image)}: {finding}"));
            parameters.Add(string.Create(CultureInfo.InvariantCulture, $"{Names.Of(image)} ({Counted.Of(model.Description.Parameters, "parameter", "N0")})"));
        }
        var refused = subject.Settings.Shapes is null && subject.Measured.Count == 1
            ? string.Concat(subject.Shapes.Refusals.Where(refusal => refusal.Key != subject.Measured[0].Channels).Select(refusal => $"; others are refused: {refusal.Value}"))
            : "";
        return Outcome.Of(findings, string.Join(", ", parameters) + refused);
    }

    static IEnumerable<string> Check(CheckedModel model)
    {
        const int batch = 3;
        var (image, output) = (model.Description.Image, model.Description.Output);
        foreach (var finding in model.Networks.SelectMany(CheckParameters)) yield return finding;
        if (output != model.Likelihood.OutputFor(image))
            yield return $"the output has {Counted.Of(output.Channels, "channel")}, the {model.Likelihood.Name} likelihood needs {model.Likelihood.OutputFor(image).Channels}";
        using var scope = NewDisposeScope();
        var levels = SomeImages.Levels(image, batch);
        long[] expected = [batch, output.Channels, image.Height, image.Width];
        var shape = model.Forward(SomeImages.ToTensor(levels, image)).shape;
        if (!shape.SequenceEqual(expected))
            yield return $"forward gives ({string.Join(", ", shape)}), the description says ({string.Join(", ", expected)})";
        if (!model.Outputs(levels).All(double.IsFinite)) yield return "the output of a fresh network is not finite";
        model.TrainOneStep(seed: 3);
        if (!model.Outputs(levels).All(double.IsFinite)) yield return "the output is not finite after one training step";
    }

    static IEnumerable<string> CheckParameters(CheckedModel model)
    {
        var described = (from node in model.Description.Nodes
                         from parameter in node.Layer.Parameters
                         select $"{node.Name}.{parameter.Name} ({string.Join(", ", parameter.Shape)})").ToHashSet();
        var registered = model.Module.named_parameters().Where(entry => model.Module.Small is null || !entry.name.StartsWith("small.", StringComparison.Ordinal))
            .Select(entry => $"{entry.name} ({string.Join(", ", entry.parameter.shape)})").ToHashSet();
        foreach (var name in described.Except(registered)) yield return $"the parameter {name} is described, but the module has none such";
        // A layer without a step face may hold modules of TorchSharp's, with parameters of their own.
        var silent = model.Description.Nodes.Where(node => !node.Layer.HasStepFace).Select(node => node.Name).ToHashSet();
        foreach (var name in registered.Except(described).Where(name => !silent.Contains(name.Split('.')[0]))) yield return $"the module has a parameter {name}, which its layer does not describe: it would start at zero and have no place in the step face";
    }
}
