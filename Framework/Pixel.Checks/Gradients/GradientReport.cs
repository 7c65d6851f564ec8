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
