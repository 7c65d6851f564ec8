using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Pixel.Checks.Maps;
using Pixel.Host.Imaging;

namespace Pixel.Checks;

/// <summary>What the checks of an architecture found.</summary>
/// <param name="Architecture">The architecture's name.</param>
/// <param name="Results">A result for every check, in the order they were made.</param>
/// <param name="Maps">What a pixel sees, for gray and for RGB images; empty where the network could not be built.</param>
public sealed record CheckReport(string Architecture, IReadOnlyList<CheckResult> Results, IReadOnlyList<ReceptiveFieldMap> Maps)
{
    /// <summary>Whether no check failed.</summary>
    public bool Passed => Results.All(result => result.Verdict != Verdict.Failed);

    /// <summary>The result of a check.</summary>
    /// <param name="check">Its name, for example <c>causality</c>.</param>
    /// <exception cref="KeyNotFoundException">There is no such check.</exception>
    public CheckResult this[string check] => Results.FirstOrDefault(result => result.Name == check)
        ?? throw new KeyNotFoundException($"There is no check '{check}'; there are {string.Join(", ", Results.Select(result => result.Name))}.");

    /// <summary>Throws where a check failed, with the whole report; for a test, whatever its framework.</summary>
    /// <exception cref="CheckFailedException">A check failed.</exception>
    public void ThrowIfFailed()
    {
        if (!Passed) throw new CheckFailedException(this);
    }

    /// <summary>The report for a reader: a line a check, what each failure means, and what a pixel sees.</summary>
    public override string ToString() => ReportText.Of(this);

    /// <summary>The report for a program: <c>architecture</c>, <c>passed</c>, <c>checks</c> and <c>maps</c>.</summary>
    public JsonObject ToJson() => new()
    {
        ["architecture"] = Architecture,
        ["passed"] = Passed,
        ["checks"] = new JsonArray([.. Results.Select(result => new JsonObject
        {
            ["name"] = result.Name,
            ["verdict"] = result.Verdict.ToString().ToLowerInvariant(),
            ["summary"] = result.Summary,
            ["meaning"] = result.Meaning,
            ["details"] = Texts(result.Details),
        })]),
        ["maps"] = new JsonArray([.. Maps.Select(map => new JsonObject
        {
            ["name"] = map.Name,
            ["row"] = map.Row,
            ["column"] = map.Column,
            ["lines"] = Texts(map.Lines),
        })]),
    };

    static JsonArray Texts(IEnumerable<string> lines) => new([.. lines.Select(line => JsonValue.Create(line))]);
}

/// <summary>How one check of an architecture ended.</summary>
/// <param name="Name">The check, for example <c>causality</c>.</param>
/// <param name="Verdict">Passed, failed or skipped.</param>
/// <param name="Summary">One line: what was measured, what is wrong first, or why it was skipped.</param>
/// <param name="Meaning">One sentence: what a failure of this check means and where to look.</param>
/// <param name="Details">All that was found, a line each; empty where there is nothing more to say.</param>
public sealed record CheckResult(string Name, Verdict Verdict, string Summary, string Meaning, IReadOnlyList<string> Details);

/// <summary>How a check ended.</summary>
public enum Verdict
{
    /// <summary>Nothing was found.</summary>
    Passed,

    /// <summary>Something is wrong; the details say what.</summary>
    Failed,

    /// <summary>It was not made, or not judged; the summary says why.</summary>
    Skipped,
}

/// <summary>An architecture failed at least one check; the message is the whole report.</summary>
/// <param name="report">What was found.</param>
public sealed class CheckFailedException(CheckReport report) : Exception(Environment.NewLine + report)
{
    /// <summary>What was found.</summary>
    public CheckReport Report { get; } = report;
}

/// <summary>The reports of several architectures, such as all of a plug-in.</summary>
/// <param name="Reports">At least one.</param>
public sealed record CheckReports(IReadOnlyList<CheckReport> Reports)
{
    /// <summary>Whether no check of any failed.</summary>
    public bool Passed => Reports.All(report => report.Passed);

    /// <summary>The reports for a reader, one after the other.</summary>
    public override string ToString() => string.Join("\n", Reports);

    /// <summary>The reports for a program: <c>passed</c> and <c>architectures</c>.</summary>
    public JsonObject ToJson() => new()
    {
        ["passed"] = Passed,
        ["architectures"] = new JsonArray([.. Reports.Select(report => report.ToJson())]),
    };

    /// <summary>Writes each map as <c>ARCHITECTURE-IMAGES.png</c>, for example <c>pixelcnn-gray-8x15.png</c>.</summary>
    /// <param name="folder">The folder; it is created if it is missing.</param>
    /// <returns>The files.</returns>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public IReadOnlyList<string> SaveMaps(string folder)
    {
        var files = new List<string>();
        foreach (var report in Reports)
            foreach (var map in report.Maps)
            {
                var name = map.Name.ToLowerInvariant().Replace(' ', '-').Replace('×', 'x');
                files.Add(Path.Combine(folder, $"{report.Architecture}-{name}.png"));
                PngWriter.Save(files[^1], map.ToPicture());
            }
        return files;
    }
}

/// <summary>A report as text.</summary>
static class ReportText
{
    const string Indent = "  ";

    /// <summary>Writes the table, the failures and the maps.</summary>
    public static string Of(CheckReport report)
    {
        var text = new StringBuilder();
        Line(text, $"{report.Architecture}: {Counts(report)}");
        Line(text, "");
        var width = report.Results.Max(result => result.Name.Length);
        foreach (var result in report.Results) Line(text, $"{Indent}{Word(result.Verdict),-8} {result.Name.PadRight(width)}  {result.Summary}");
        foreach (var result in report.Results.Where(result => result.Verdict == Verdict.Failed)) AddFailure(text, result);
        foreach (var map in report.Maps)
        {
            Line(text, "");
            Line(text, $"{map.Name}: what row {map.Row}, column {map.Column} (o) sees. {map.Legend}");
            foreach (var line in map.Lines.Reverse().SkipWhile(line => line.Length == 0).Reverse()) Line(text, Indent + line);
        }
        return text.ToString();
    }

    static void AddFailure(StringBuilder text, CheckResult result)
    {
        Line(text, "");
        Line(text, $"FAILED {result.Name}");
        Line(text, Indent + result.Meaning);
        foreach (var detail in result.Details) Line(text, Indent + "- " + detail);
    }

    static string Counts(CheckReport report) => string.Join(", ", report.Results.GroupBy(result => result.Verdict).OrderBy(group => group.Key)
        .Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Count()} {(group.Key == Verdict.Failed ? "FAILED" : Word(group.Key))}")));

    static string Word(Verdict verdict) => verdict == Verdict.Failed ? "FAILED" : verdict.ToString().ToLowerInvariant();

    static void Line(StringBuilder text, string line) => text.Append(line.TrimEnd()).Append('\n');
}
