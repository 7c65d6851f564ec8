using System.Text.Json.Nodes;
using Pixel.Tests.Support;

namespace Pixel.Tests.Cli;

[Collection(ConsoleCollection.Name)]
public sealed class ConfigurationDocumentTests
{
    static readonly string Document = File.ReadAllText(Repository.At("docs", "configuration.md"));
    readonly ConfigurationTable _table = new(JsonNode.Parse(CommandResult.Of("schema").Done().Output)!);

    [Fact]
    public void The_common_keys_are_those_of_the_schema() => Section("Every experiment").ShouldBe(_table.Common());

    [Fact]
    public void The_options_of_each_architecture_are_those_of_the_schema()
    {
        foreach (var architecture in _table.Architectures) Section($"`architecture: {architecture}`").ShouldBe(_table.Model(architecture));
    }

    /// <summary>The table under a heading.</summary>
    static string Section(string heading)
    {
        var lines = Document.Split('\n').SkipWhile(line => !line.StartsWith('#') || line.TrimStart('#', ' ') != heading);
        return string.Concat(lines.SkipWhile(line => !line.StartsWith('|')).TakeWhile(line => line.StartsWith('|')).Select(line => line + "\n"));
    }
}

/// <summary>The tables of docs/configuration.md, as the JSON Schema has them.</summary>
sealed class ConfigurationTable(JsonNode schema)
{
    const string Head = "| Key | Default | Allowed | |\n|---|---|---|---|\n";

    /// <summary>The keys that every experiment has.</summary>
    public string Common() => Head + Rows("", schema["properties"]!, key => key is not ("extends" or "model"));

    /// <summary>The names of the architectures.</summary>
    public IEnumerable<string> Architectures => Choices.Select(choice => (string)choice["if"]!["properties"]!["architecture"]!["const"]!);

    /// <summary>The keys of a model of an architecture.</summary>
    public string Model(string architecture) =>
        Head + Rows("model.", Choices.ElementAt(Architectures.ToList().IndexOf(architecture))["then"]!["properties"]!, key => key != "architecture");

    IEnumerable<JsonNode> Choices => schema["$defs"]!["modelSettings"]!["allOf"]!.AsArray()!;

    static string Rows(string prefix, JsonNode properties, Func<string, bool> isWanted) => string.Concat(
        properties.AsObject().Where(entry => isWanted(entry.Key)).Select(entry => entry.Value!["properties"] is { } inner
            ? Rows($"{prefix}{entry.Key}.", inner, _ => true)
            : $"| `{prefix}{entry.Key}` | {Default(entry.Value!)} | {Allowed(entry.Value!)} | {entry.Value!["description"]} |\n"));

    static string Default(JsonNode value) => value.AsObject().TryGetPropertyValue("default", out var standard)
        ? standard switch { null => "null", JsonArray { Count: 0 } => "none", _ => standard.ToJsonString().Trim('"') }
        : "";

    static string Allowed(JsonNode value)
    {
        if (value["enum"] is JsonArray words) return string.Join(", ", words.Select(word => word?.ToString() ?? "null"));
        if (value["anyOf"] is not null) return "a model, null";
        string[] types = value["type"] is JsonArray several ? [.. several.Select(type => (string)type!)] : [(string)value["type"]!];
        return string.Join(", ", types.Select(type => type switch
        {
            "integer" or "number" => Limits(value, type),
            "boolean" => "true, false",
            "array" => "a list",
            "string" => "text",
            _ => type,
        }));
    }

    static string Limits(JsonNode value, string type)
    {
        string[] limits =
        [
            .. value["minimum"] is { } least ? [$"from {least}"] : Array.Empty<string>(),
            .. value["exclusiveMinimum"] is { } above ? [$"above {above}"] : Array.Empty<string>(),
            .. value["maximum"] is { } most ? [$"to {most}"] : Array.Empty<string>(),
            .. value["exclusiveMaximum"] is { } below ? [$"below {below}"] : Array.Empty<string>(),
        ];
        return limits.Length == 0 ? type : $"{type} {string.Join(' ', limits)}";
    }
}
