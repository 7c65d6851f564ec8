using Pixel.Checks.Models;
using Pixel.Contracts;
using Pixel.Sampling;

namespace Pixel.Checks.Conformance;

/// <summary>The ancestral and the incremental sampler draw the same images from the same seed.</summary>
sealed class SamplerCheck : IConformanceCheck
{
    const int Images = 3;

    public string Name => "samplers";

    public string Meaning =>
        "The fast sampler draws other images than the slow one from the same seed: look for state that a step layer keeps from one image or batch to the next.";

    public IReadOnlyList<string> Needs => [BuildCheck.Id, DeterminismCheck.Id, DtypeCheck.Id, CausalityCheck.Id, StepFaceCheck.Id];

    public Outcome Run(Subject subject)
    {
        var findings = new List<string>();
        foreach (var image in subject.Measured)
        {
            using var model = subject.Create(image);
            if (StepFaceCheck.Without(model.Description) is { } layer) return Outcome.Skip($"the layer {layer} has no step face; there is only the ancestral sampler");
            var slow = Draw(Samplers.CreateAncestral(model.Module, model.Likelihood, Images), model);
            // Batches of another size, of which the last is not full.
            var fast = Draw(Samplers.CreateIncremental<double>(model.Description, model.Likelihood, model.Weights, batch: 2), model);
            if (FirstDifference(image, slow, fast) is { } difference) findings.Add(difference);
        }
        return Outcome.Of(findings, $"ancestral and incremental draw the same {Images} images from the same seed");
    }

    static byte[] Draw(ISampler sampler, CheckedModel model)
    {
        using (sampler)
        {
            var canvas = model.EmptyCanvas(Images);
            sampler.Sample(canvas, new SamplingOptions { Seed = 4 });
            return canvas.Levels(0, Images).ToArray();
        }
    }

    static string? FirstDifference(ImageShape image, byte[] slow, byte[] fast)
    {
        for (var i = 0; i < Images; i++)
            foreach (var cell in GradientReach.Cells(image, image.Channels))
            {
                var at = ((i * image.Channels + cell.Group) * image.Height + cell.Row) * image.Width + cell.Column;
                if (slow[at] != fast[at])
                    return $"{Names.Of(image)}: image {i} differs first at {Names.Of(cell, image)}: ancestral {slow[at]}, incremental {fast[at]}";
            }
        return null;
    }
}
