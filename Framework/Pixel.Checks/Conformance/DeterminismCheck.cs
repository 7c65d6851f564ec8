using Pixel.Checks.Models;
using Pixel.Contracts;
using Pixel.Networks;
using static TorchSharp.torch;

namespace Pixel.Checks.Conformance;

/// <summary>The same weights and images give the same output, alone or in a batch, and the same training step.</summary>
sealed class DeterminismCheck : IConformanceCheck
{
    public const string Id = "determinism";

    const double Rounding = 1e-5;

    public string Name => Id;

    public string Meaning =>
        "The output depends on something besides weights and image: look for random numbers or state in forward, for constants drawn in the module's constructor, and for statistics over the batch.";

    public IReadOnlyList<string> Needs => [BuildCheck.Id];

    public Outcome Run(Subject subject)
    {
        var findings = subject.Measured.SelectMany(image => Check(subject, image).Select(finding => $"{Names.Of(image)}: {finding}"));
        return Outcome.Of([.. findings], "the same output, alone or in a batch, and the same training step, bit for bit");
    }

    static IEnumerable<string> Check(Subject subject, ImageShape image)
    {
        using var first = subject.Create(image, type: ScalarType.Float32);
        using var second = subject.Create(image, type: ScalarType.Float32);
        var levels = SomeImages.Levels(image, 3);
        var outputs = first.Outputs(levels);
        if (!outputs.AsSpan().SequenceEqual(first.Outputs(levels))) yield return "two passes over the same images give different outputs";
        else if (!outputs.AsSpan().SequenceEqual(second.Outputs(levels))) yield return "two modules with the same weights give different outputs";
        else
        {
            var alone = first.Outputs(levels[..image.Dimensions]);
            var difference = alone.Zip(outputs).Max(pair => Math.Abs(pair.First - pair.Second));
            if (difference > Rounding * Math.Max(1, outputs.Max(Math.Abs)))
                yield return $"an image's output differs by {difference:G2} between a batch of one and a batch of three: it depends on the other images";
        }
        if (!Trained(first).SequenceEqual(Trained(second))) yield return "the same training step from the same weights gives different weights";
    }

    static IEnumerable<float> Trained(CheckedModel model)
    {
        manual_seed(5); // dropout and the like may draw from it
        model.TrainOneStep(seed: 3);
        var weights = NetworkWeights.Copy(model.Module);
        return weights.Names.SelectMany(name => weights[name].As<float>());
    }
}
