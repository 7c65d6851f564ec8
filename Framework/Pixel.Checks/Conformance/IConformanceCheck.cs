using Pixel.Libtorch;

namespace Pixel.Checks.Conformance;

/// <summary>One check of an architecture.</summary>
interface IConformanceCheck
{
    /// <summary>Its name in reports.</summary>
    string Name { get; }

    /// <summary>One sentence: what a failure means and where to look.</summary>
    string Meaning { get; }

    /// <summary>The checks without which this one says nothing: where one of them failed, this one is skipped.</summary>
    IReadOnlyList<string> Needs { get; }

    /// <summary>Makes the check; whatever it throws counts as a failure.</summary>
    Outcome Run(Subject subject);
}

/// <summary>What a check found.</summary>
sealed record Outcome(Verdict Verdict, string Summary, IReadOnlyList<string> Details)
{
    /// <summary>Findings beyond these are only counted: the first ones tell what is wrong.</summary>
    const int Shown = 12;

    public static Outcome Pass(string summary) => new(Verdict.Passed, summary, []);

    public static Outcome Skip(string reason) => new(Verdict.Skipped, reason, []);

    /// <summary>Failed where there is a finding, else passed.</summary>
    public static Outcome Of(IReadOnlyList<string> findings, string summary) => findings.Count == 0
        ? Pass(summary)
        : new Outcome(Verdict.Failed, findings[0], findings.Count <= Shown ? findings : [.. findings.Take(Shown), $"and {findings.Count - Shown} more"]);

    public static Outcome Threw(Exception problem) =>
        Of([$"{problem.GetType().Name}: {TorchLibrary.Words(problem).ReplaceLineEndings(" ").Trim()}{Place(problem)}"], "");

    /// <summary>The method that threw, or that called the library which did.</summary>
    static string Place(Exception problem)
    {
        var frames = (problem.GetBaseException().StackTrace ?? "").Split('\n').Select(frame => frame.Trim()).ToList();
        return frames.Find(frame => frame.Length > 0 && !frame.StartsWith("at System.", StringComparison.Ordinal) && !frame.StartsWith("at TorchSharp.", StringComparison.Ordinal)) is { } own
            ? $" ({own})"
            : "";
    }
}
