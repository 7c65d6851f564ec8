using System.Text.Json.Nodes;
using Pixel.Contracts;
using Pixel.Likelihoods;

namespace Pixel.Checks.Gradients;

/// <summary>The gradient check of architectures: a small network of each, for gray and for RGB images that are not square.</summary>
public static class ArchitectureGradients
{
    const int Hidden = 5; // not shared out evenly among three colours
    const int Layers = 1;
    const int Head = 7;

    /// <summary>The images that networks are checked on; both sides are even, for architectures that halve them, and divide by 4 for those that halve them twice.</summary>
    public static IReadOnlyList<ImageShape> Images { get; } = [new(1, 8, 4, 2), new(3, 4, 8, 3)];

    /// <summary>Checks an architecture with its own options but for small sizes.</summary>
    /// <param name="architecture">The architecture.</param>
    /// <param name="catalog">The other architectures.</param>
    /// <param name="options">How to check.</param>
    /// <param name="classes">Classes to condition the networks on, at least 2; 0 for none.</param>
    /// <param name="progress">Receives how far the check is, from 0 to 1.</param>
    /// <param name="cancellation">Stops the check.</param>
    /// <returns>One result for each of <see cref="Images"/>.</returns>
    public static IReadOnlyList<ArchitectureGradientResult> Check(
        IArchitecture architecture, IArchitectureCatalog catalog, GradientCheckOptions options, int classes = 0, IProgress<double>? progress = null,
        CancellationToken cancellation = default)
    {
        var results = new List<ArchitectureGradientResult>();
        foreach (var image in Images)
        {
            var done = results.Count;
            var part = progress is null ? null : new Part(progress, done, Images.Count);
            results.Add(Check(architecture, catalog, image, options, classes, part, cancellation));
        }
        return results;
    }

    static ArchitectureGradientResult Check(
        IArchitecture architecture, IArchitectureCatalog catalog, ImageShape image, GradientCheckOptions options, int classes, IProgress<double>? progress,
        CancellationToken cancellation)
    {
        NetworkDescription network;
        ILikelihood likelihood;
        try
        {
            (network, likelihood) = Build(architecture, catalog, image, classes);
        }
        catch (ModelException problem)
        {
            return new(architecture.Name, image) { Classes = classes, Refusal = problem.Message };
        }
        var report = new GradientCheck(network, likelihood, options).Run(progress, cancellation);
        return new(architecture.Name, image) { Classes = classes, Likelihood = likelihood.Name, Parameters = network.Parameters, Report = report };
    }

    static (NetworkDescription Network, ILikelihood Likelihood) Build(IArchitecture architecture, IArchitectureCatalog catalog, ImageShape image, int classes)
    {
        var options = (ModelOptions)Activator.CreateInstance(architecture.OptionsType)!;
        var likelihood = LikelihoodCatalog.Shared.Find(architecture, options, image);
        var context = new BuildContext(image, likelihood, catalog) { Classes = classes };
        var (hidden, layers, head) = (options.Hidden, options.Layers, options.Head);
        try
        {
            (options.Hidden, options.Layers, options.Head) = (Hidden, Layers, Head);
            return (architecture.Build(options, context), likelihood);
        }
        catch (ModelException)
        {
            (options.Hidden, options.Layers, options.Head) = (hidden, layers, head); // small sizes do not suit it: its own
            return (architecture.Build(options, context), likelihood);
        }
    }

    /// <summary>The progress of one of several equal parts.</summary>
    sealed class Part(IProgress<double> whole, int done, int parts) : IProgress<double>
    {
        public void Report(double value) => whole.Report((done + value) / parts);
    }
}

/// <summary>The gradient check of an architecture, or of a likelihood alone, for images of one shape.</summary>
/// <param name="Architecture">Its name.</param>
/// <param name="Image">The images.</param>
public sealed record ArchitectureGradientResult(string Architecture, ImageShape Image)
{
    /// <summary>The classes that the network was conditioned on; 0 for none.</summary>
    public int Classes { get; init; }

    /// <summary>The outcome; null if the architecture does not take such images.</summary>
    public GradientReport? Report { get; init; }

    /// <summary>Whether it is a likelihood that was checked, without a network.</summary>
    public bool IsLikelihood { get; init; }

    /// <summary>Why the architecture does not take such images; null if it does.</summary>
    public string? Refusal { get; init; }

    /// <summary>The likelihood of the output; of a likelihood alone what networks it was made for.</summary>
    public string? Likelihood { get; init; }

    /// <summary>All trainable numbers of the network that was checked; of a likelihood alone the numbers that it takes at a pixel.</summary>
    public long Parameters { get; init; }

    /// <summary>The result with every comparison.</summary>
    public JsonObject ToJson() => Report is null
        ? new JsonObject { [Kind] = Architecture, ["image"] = Sizes(), ["levels"] = Image.Levels, ["refusal"] = Refusal }
        : new JsonObject
        {
            [Kind] = Architecture,
            ["image"] = Sizes(),
            ["levels"] = Image.Levels,
            ["classes"] = Classes,
            [IsLikelihood ? "network" : "likelihood"] = Likelihood,
            [IsLikelihood ? "outputs" : "parameters"] = Parameters,
            ["passed"] = Report.Passes,
            ["without_oracle"] = new JsonArray([.. Report.WithoutOracle.Select(layer => (JsonNode)layer)]),
            ["step_face"] = Report.HasStepFace,
            ["rows"] = new JsonArray([.. Report.Rows.Select(Row)]),
        };

    string Kind => IsLikelihood ? "likelihood" : "architecture";

    JsonArray Sizes() => [Image.Channels, Image.Height, Image.Width];

    static JsonNode Row(GradientRow row) => new JsonObject
    {
        ["layer"] = row.Layer,
        ["tensor"] = row.Tensor,
        ["shape"] = new JsonArray([.. row.Shape.Select(size => (JsonNode)size)]),
        ["alone"] = row.IsAlone,
        ["against"] = row.Against switch { ComparedWith.Oracle => "oracle", ComparedWith.Differences => "differences", _ => "map face" },
        ["compared"] = row.Deviation.Compared,
        ["absolute"] = Number(row.Deviation.Absolute),
        ["relative"] = Number(row.Deviation.Relative),
        ["allowed"] = row.Tolerance,
        ["passed"] = row.Passes,
        ["worst"] = new JsonObject
        {
            ["index"] = new JsonArray([.. row.Deviation.Index.Select(place => (JsonNode)place)]),
            ["actual"] = Number(row.Deviation.Actual),
            ["expected"] = Number(row.Deviation.Expected),
        },
    };

    /// <summary>JSON has no NaN and no infinity: they are words.</summary>
    static JsonNode Number(double value) => double.IsFinite(value) ? value : value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
