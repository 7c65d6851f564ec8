using System.Text.RegularExpressions;
using Pixel.Tests.Support;

namespace Pixel.Tests.NewPlugin;

/// <summary>The code on docs/writing-a-plugin.md is cut from files that are compiled.</summary>
public sealed partial class WritingAPluginTests
{
    static readonly string Document = File.ReadAllText(Repository.At("docs", "writing-a-plugin.md"));

    [Fact]
    public void Every_piece_of_code_stands_in_the_file_that_it_names()
    {
        var pieces = Piece().Matches(Document);
        pieces.Count.ShouldBe(Fence().Count(Document));
        foreach (Match piece in pieces) File.ReadAllText(Repository.At(piece.Groups[1].Value)).ShouldContain(piece.Groups[2].Value, Case.Sensitive, piece.Value);
    }

    [Fact]
    public void Every_file_of_the_plugin_is_in_the_table()
    {
        foreach (var file in Directory.EnumerateFiles(Repository.At("templates", "plugin"), "*.cs", SearchOption.AllDirectories))
            Document.ShouldContain($"| `{Path.GetRelativePath(Repository.At("templates", "plugin"), file)}` |");
    }

    [GeneratedRegex("<!-- (\\S+) -->\n```csharp\n(.+?)```", RegexOptions.Singleline)]
    private static partial Regex Piece();

    [GeneratedRegex("^```csharp", RegexOptions.Multiline)]
    private static partial Regex Fence();
}
