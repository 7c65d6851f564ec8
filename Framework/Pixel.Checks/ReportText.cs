using System.Globalization;
using System.Text;

namespace Pixel.Checks;

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
