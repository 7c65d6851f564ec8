using Pixel.Checks.Models;
using Pixel.Contracts;

namespace Pixel.Checks.Conformance;

/// <summary>The probabilities of all images of a tiny shape sum to 1, and the likelihood's two ways to them agree.</summary>
sealed class NormalizationCheck : IConformanceCheck
{
    const double Rounding = 1e-9;

    public string Name => "normalisation";

    public string Meaning =>
        "The probabilities are none, so likelihoods cannot be compared: look at the likelihood, whose loss and probabilities must be those of one distribution, and at what the output depends on.";

    public IReadOnlyList<string> Needs => [BuildCheck.Id, DeterminismCheck.Id, DtypeCheck.Id, CausalityCheck.Id];

    public Outcome Run(Subject subject)
    {
        ImageShape[] shapes =
        [
            .. subject.Measured.Select(image => image.Channels).Distinct().Select(subject.Shapes.ForEnumeration).OfType<ImageShape>(),
        ];
        if (shapes.Length == 0) return Outcome.Skip("the architecture takes no image small enough to enumerate");
        var (findings, sums) = (new List<string>(), new List<string>());
        foreach (var image in shapes)
        {
            using var model = subject.Create(image);
            model.TrainOneStep(seed: 5);
            foreach (var network in model.Networks) findings.AddRange(Check(network, sums));
        }
        return Outcome.Of(findings, $"the probabilities of {string.Join(", of ", sums)} sum to 1");
    }

    static IEnumerable<string> Check(CheckedModel model, List<string> sums)
    {
        var (image, classes) = (model.Description.Image, model.Description.Classes);
        var levels = SomeImages.All(image);
        var all = $"all {levels.Length / image.Dimensions} {Names.Of(image)} images of {image.Levels} levels";
        sums.Add(classes == 0 ? all : $"{all} given each of {classes} classes");
        foreach (var label in classes == 0 ? [null] : Enumerable.Range(0, classes).Select(y => (int?)y))
        {
            var given = label is null ? "" : $" given class {label}";
            // Of a likelihood whose nats are a bound the probabilities alone sum to 1.
            var nats = model.Likelihood.IsBound ? ProbabilityNats(model, levels, label) : model.MapNats(SomeImages.ToTensor(levels, image), label);
            var sum = nats.Sum(value => Math.Exp(-value));
            if (!(Math.Abs(sum - 1) <= Rounding)) yield return $"the probabilities of {all}{given} sum to {sum:G6}, not to 1";
            if (LikelihoodFinding(model, levels, nats, label) is { } finding) yield return $"{Names.Of(image)}{given}: {finding}";
        }
    }

    static double[] ProbabilityNats(CheckedModel model, byte[] levels, int? label)
    {
        var dimensions = model.Description.Image.Dimensions;
        return [.. Enumerable.Range(0, levels.Length / dimensions).Select(i => ProbabilityNats(model, levels, i, label).Nats)];
    }

    /// <summary>Probabilities, the sampler's and coder's way, against the loss, for a few images spread over all.</summary>
    static string? LikelihoodFinding(CheckedModel model, byte[] levels, double[] nats, int? label)
    {
        for (var i = 0; i < nats.Length; i += Math.Max(1, nats.Length / 8))
        {
            var (total, sum) = ProbabilityNats(model, levels, i, label);
            if (!(Math.Abs(sum - 1) <= Rounding)) return $"the probabilities of the levels of one sub-pixel sum to {sum:G6}, not to 1";
            if (!(Math.Abs(total - nats[i]) <= Rounding * Math.Max(1, total)))
                return $"the likelihood's loss is {nats[i]:G6} nats, its probabilities give {total:G6}";
        }
        return null;
    }

    /// <summary>The nats of one image by the probabilities of its levels, and the sum of a sub-pixel's probabilities that is farthest from 1.</summary>
    static (double Nats, double Sum) ProbabilityNats(CheckedModel model, byte[] levels, int index, int? label)
    {
        var image = model.Description.Image;
        var one = levels.AsSpan(index * image.Dimensions, image.Dimensions).ToArray();
        var outputs = model.Outputs(one, label); // (output channels, H, W)
        var (nats, farthest) = (0.0, 1.0);
        foreach (var cell in GradientReach.Cells(image, image.Channels))
        {
            var pixel = Pixel(one, image.Channels, image, cell);
            var probabilities = new double[image.Levels];
            model.Likelihood.Probabilities(
                Pixel(outputs, model.Description.Output.Channels, image, cell), pixel.AsSpan(0, cell.Group), cell.Group, probabilities);
            var sum = probabilities.Sum();
            if (!(Math.Abs(sum - 1) <= Math.Abs(farthest - 1))) farthest = sum;
            nats -= Math.Log(probabilities[pixel[cell.Group]]);
        }
        return (nats, farthest);
    }

    /// <summary>All channels of a map (C, H, W) at one place.</summary>
    static T[] Pixel<T>(T[] map, int channels, ImageShape image, Cell cell) =>
        [.. Enumerable.Range(0, channels).Select(channel => map[(channel * image.Height + cell.Row) * image.Width + cell.Column])];
}
