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
