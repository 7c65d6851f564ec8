using System.Text.Json.Nodes;
using Pixel.Checks.Maps;

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
