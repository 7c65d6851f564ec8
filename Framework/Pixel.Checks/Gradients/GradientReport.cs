using System.Globalization;

namespace Pixel.Checks.Gradients;

/// <summary>The outcome of a gradient check.</summary>
/// <param name="Rows">Every comparison, in the order of the network.</param>
/// <param name="WithoutOracle">The layers that the oracle does not know: they are checked by central differences alone.</param>
/// <param name="HasStepFace">Whether there is a step face, which was then checked too.</param>
public sealed record GradientReport(IReadOnlyList<GradientRow> Rows, IReadOnlyList<string> WithoutOracle, bool HasStepFace)
{
    /// <summary>Whether every comparison passes.</summary>
    public bool Passes => Rows.All(row => row.Passes);

    /// <summary>The failures. Those of layers alone come first, as they name the layer that is at fault; then the worst first.</summary>
    public IReadOnlyList<GradientRow> Failures =>
        [.. Rows.Where(row => !row.Passes).OrderByDescending(row => row.IsAlone).ThenByDescending(row => row.Deviation.Excess)];
}

/// <summary>One comparison of one tensor.</summary>
/// <param name="Layer">The layer's name in the network, or <see cref="WholeNetwork"/>.</param>
/// <param name="Tensor">
/// The parameter's name, or what it is: <c>output</c>, <c>nats</c>, <c>step face</c>, and <c>input</c>, <c>image</c>, <c>small image</c>
/// for the gradient of what is read.
/// </param>
/// <param name="Shape">The tensor's shape.</param>
/// <param name="IsAlone">Whether the layer was run alone, on random inputs, rather than in the network.</param>
/// <param name="Against">What it was compared with.</param>
/// <param name="Deviation">The errors.</param>
/// <param name="Tolerance">The relative error that is allowed.</param>
public sealed record GradientRow(
    string Layer, string Tensor, IReadOnlyList<long> Shape, bool IsAlone, ComparedWith Against, Deviation Deviation, double Tolerance)
{
    /// <summary>The name of the layer in rows that are about the network.</summary>
    public const string WholeNetwork = "(network)";

    /// <summary>Whether every number was within tolerance.</summary>
    public bool Passes => Deviation.Excess <= 1;

    /// <summary>The worst element in words: its index and both values.</summary>
    public string Worst
    {
        get
        {
            var place = Deviation.Index.Count == 0 && Shape.Count > 0 ? "along a random direction" : $"at [{string.Join(", ", Deviation.Index)}]";
            var (actual, other) = (Deviation.Actual, Deviation.Expected);
            var face = Tensor == "step face" ? "the step face" : "the map face";
            return string.Create(CultureInfo.InvariantCulture, $"{place}: {face} gives {actual:G17}, {Reference} {other:G17}");
        }
    }

    /// <summary>The comparison in a sentence, for a failure.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Layer}, {Tensor}{(IsAlone ? " (the layer alone)" : "")}: relative error {Deviation.Relative:0.0e+0}, allowed {Tolerance:0e+0}; the worst is {Worst}.");

    string Reference => Against switch
    {
        ComparedWith.Oracle => "the oracle",
        ComparedWith.Differences => "central differences",
        _ => "the map face",
    };
}

/// <summary>What a face is compared with.</summary>
public enum ComparedWith
{
    /// <summary>The oracle: the same mathematics written again in F# on DiffSharp, in float64.</summary>
    Oracle,

    /// <summary>Central differences of the map face's own output, in float64: they prove the backward pass, not the forward one.</summary>
    Differences,

    /// <summary>The map face, for a step face without an oracle, and for a likelihood on plain memory.</summary>
    MapFace,
}
