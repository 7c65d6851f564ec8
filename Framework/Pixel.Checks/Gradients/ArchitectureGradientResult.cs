using System.Text.Json.Nodes;
using Pixel.Contracts;

namespace Pixel.Checks.Gradients;

/// <summary>The gradient check of an architecture for images of one shape.</summary>
/// <param name="Architecture">Its name.</param>
/// <param name="Image">The images.</param>
public sealed record ArchitectureGradientResult(string Architecture, ImageShape Image)
{
    /// <summary>The outcome; null if the architecture does not take such images.</summary>
    public GradientReport? Report { get; init; }

    /// <summary>Why the architecture does not take such images; null if it does.</summary>
    public string? Refusal { get; init; }

    /// <summary>The likelihood of the output.</summary>
    public string? Likelihood { get; init; }

    /// <summary>All trainable numbers of the network that was checked.</summary>
    public long Parameters { get; init; }

    /// <summary>The result with every comparison.</summary>
    public JsonObject ToJson() => Report is null
        ? new JsonObject { ["architecture"] = Architecture, ["image"] = Sizes(), ["levels"] = Image.Levels, ["refusal"] = Refusal }
        : new JsonObject
        {
            ["architecture"] = Architecture,
            ["image"] = Sizes(),
            ["levels"] = Image.Levels,
            ["likelihood"] = Likelihood,
            ["parameters"] = Parameters,
            ["passed"] = Report.Passes,
            ["without_oracle"] = new JsonArray([.. Report.WithoutOracle.Select(layer => (JsonNode)layer)]),
            ["step_face"] = Report.HasStepFace,
            ["rows"] = new JsonArray([.. Report.Rows.Select(Row)]),
        };

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
