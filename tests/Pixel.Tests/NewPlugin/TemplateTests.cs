using System.Text.RegularExpressions;
using Pixel.Tests.Cli;
using Pixel.Tests.Support;

namespace Pixel.Tests.NewPlugin;

[Collection(ConsoleCollection.Name)]
public sealed partial class TemplateTests : IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void New_writes_the_project_and_tells_what_comes_next()
    {
        var result = CommandResult.OfWords("new", "row-mixer-2", "--out", _folder["x"]).Done();
        result.Output.ShouldStartWith($"{_folder["x"]} holds the plug-in RowMixer2 with the architecture 'row-mixer-2'. Next:\n");
        result.Output.ShouldContain($"\n  dotnet build {_folder["x"]}/RowMixer2 -c Release\n");
        result.Output.ShouldContain($" run {_folder["x"]}/row-mixer-2.yaml\n");
        TrainedRun.Files(_folder["x"]).ShouldBe(
        [
            ".gitignore", "Directory.Build.props", "Directory.Build.targets", "RowMixer2.Tests/RowMixer2.Tests.csproj", "RowMixer2.Tests/RowMixer2Tests.cs",
            "RowMixer2.slnx", "RowMixer2/RowMixer2.cs", "RowMixer2/RowMixer2.csproj", "RowMixer2/RowMixer2Layer.cs", "row-mixer-2.yaml",
        ]);
        foreach (var file in TrainedRun.Files(_folder["x"])) File.ReadAllText(_folder[$"x/{file}"]).ShouldNotMatch("(?i)my-?arch|PIXEL_HOME", file);
    }

    [Theory]
    [InlineData("Row Mixer")]
    [InlineData("RowMixer")]
    [InlineData("row_mixer")]
    [InlineData("row--mixer")]
    [InlineData("3d-net")]
    public void A_name_that_is_not_kebab_case_is_refused(string name)
    {
        var result = CommandResult.OfWords("new", name, "--out", _folder["x"]);
        result.ExitCode.ShouldBe(2);
        result.Errors.ShouldBe($"pixelfw: '{name}' is no name for an architecture; give lower-case letters and digits, words joined by '-', a letter first, such as 'row-mixer'.\n");
        Directory.Exists(_folder["x"]).ShouldBeFalse();
    }

    [Theory]
    [InlineData("pixel", "Pixel")]
    [InlineData("torch-sharp", "TorchSharp")]
    public void A_name_whose_namespace_is_taken_is_refused(string name, string taken) =>
        CommandResult.OfWords("new", name, "--out", _folder["x"]).Errors
            .ShouldBe($"pixelfw: '{name}' would give the namespace {taken}, which is taken; choose another name.\n");

    [Fact]
    public void A_folder_that_holds_something_is_left_alone()
    {
        File.WriteAllText(_folder["precious"], "mine");
        var inside = CommandResult.OfWords("new", "row-mixer", "--out", _folder.Path);
        inside.Errors.ShouldBe($"pixelfw: {_folder.Path} is not empty; name a new folder by --out.\n");
        var onto = CommandResult.OfWords("new", "row-mixer", "--out", _folder["precious"]);
        onto.Errors.ShouldBe($"pixelfw: {_folder["precious"]} is a file; name a new folder by --out.\n");
        (inside.ExitCode, onto.ExitCode).ShouldBe((2, 2));
        TrainedRun.Files(_folder.Path).ShouldBe(["precious"]);
    }

    [Fact]
    public void An_empty_folder_is_filled()
    {
        Directory.CreateDirectory(_folder["x"]);
        CommandResult.OfWords("new", "row-mixer", "--out", _folder["x"] + "/").Done();
        File.Exists(_folder["x/RowMixer/RowMixer.csproj"]).ShouldBeTrue();
        Directory.EnumerateFileSystemEntries(_folder.Path).ShouldHaveSingleItem();
    }

    [Fact]
    public void The_templates_packages_are_of_the_versions_that_the_repository_has()
    {
        var ours = Packages().Matches(File.ReadAllText(Repository.At("Directory.Packages.props"))).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        var theirs = Packages().Matches(File.ReadAllText(Repository.At("templates", "plugin", "MyArch.Tests", "MyArch.Tests.csproj")));
        theirs.Count.ShouldBe(3);
        foreach (Match match in theirs) match.Groups[2].Value.ShouldBe(ours[match.Groups[1].Value], match.Groups[1].Value);
    }

    [GeneratedRegex("Include=\"([\\w.]+)\" Version=\"([\\d.]+)\"")]
    private static partial Regex Packages();
}

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
