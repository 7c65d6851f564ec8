namespace Pixel.Checks;

/// <summary>How one check of an architecture ended.</summary>
/// <param name="Name">The check, for example <c>causality</c>.</param>
/// <param name="Verdict">Passed, failed or skipped.</param>
/// <param name="Summary">One line: what was measured, what is wrong first, or why it was skipped.</param>
/// <param name="Meaning">One sentence: what a failure of this check means and where to look.</param>
/// <param name="Details">All that was found, a line each; empty where there is nothing more to say.</param>
public sealed record CheckResult(string Name, Verdict Verdict, string Summary, string Meaning, IReadOnlyList<string> Details);
