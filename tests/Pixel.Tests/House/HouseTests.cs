using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Pixel.Checks;
using Pixel.Cli;
using Pixel.Contracts;
using Pixel.Host.Models;
using Pixel.Tests.Support;

namespace Pixel.Tests.House;

/// <summary>The house is built as CONTRIBUTING.md draws it.</summary>
public sealed partial class HouseTests
{
    static readonly Assembly[] Libraries = [typeof(ImageShape).Assembly, typeof(TrainedModel).Assembly, typeof(ArchitectureCheck).Assembly, typeof(CommandLine).Assembly];

    public static TheoryData<int> Divided => [.. Enumerable.Range(0, Libraries.Length)];

    [Fact]
    public void A_line_of_the_plan_names_only_what_stands_above_it()
    {
        foreach (var table in new[] { HousePlan.Projects, HousePlan.Rooms })
        {
            table.Count.ShouldBeGreaterThan(5);
            for (var i = 0; i < table.Count; i++)
                table.Skip(i).SelectMany(line => line.Names).Select(Path.GetFileName).Intersect(table[i].MayUse).ShouldBeEmpty(table[i].Names[0]);
        }
        HousePlan.Rooms.SelectMany(room => room.MayUse).Except(HousePlan.Rooms.SelectMany(room => room.Names)).ShouldBeEmpty("no room has this name");
    }

    [Theory]
    [MemberData(nameof(Divided))]
    public void A_room_uses_no_other_than_its_line_names(int project)
    {
        var uses = TypeUses.In(Libraries[project]).Where(use => IsOurs(use.User) && use.Used.Assembly == use.User.Assembly && IsOurs(use.Used)).ToArray();
        uses.Length.ShouldBeGreaterThan(20);
        uses.Where(use => !HousePlan.Allows(use.User.Namespace!, use.Used.Namespace!)).Select(use => $"{use.User} uses {use.Used}").ShouldBeEmpty();
    }

    // The compiler copies constants and forgets where they came from: the source tells.
    [Theory]
    [MemberData(nameof(Divided))]
    public void A_room_imports_and_names_no_other_than_its_line_names(int project)
    {
        var types = new SourceUses(Libraries[project].GetTypes().Where(IsOurs));
        foreach (var (file, room, text) in Sources(HousePlan.Divided[project]))
            types.In(text).Where(used => !HousePlan.Allows(room, used)).ShouldBeEmpty(file);
    }

    [Theory]
    [MemberData(nameof(Divided))]
    public void Every_file_lies_in_the_folder_of_its_room(int project)
    {
        var name = HousePlan.Divided[project];
        foreach (var (file, room, _) in Sources(name))
        {
            var folder = Path.GetRelativePath(Repository.At("Framework", name), Path.GetDirectoryName(file)!);
            room.ShouldBe(folder == "." ? name : $"{name}.{folder.Replace('/', '.')}", file);
            HousePlan.RoomOf(room).ShouldNotBeNull($"{file}: give the room a line in CONTRIBUTING.md");
        }
    }

    [Fact]
    public void What_is_internal_to_a_room_is_used_there_alone()
    {
        const string Internal = ".Internal";
        var uses = Libraries.SelectMany(TypeUses.In).Where(use => IsOurs(use.Used) && use.Used.Namespace!.Contains(Internal, StringComparison.Ordinal)).ToArray();
        uses.ShouldNotBeEmpty();
        uses.Where(use => !$"{use.User.Namespace}.".StartsWith($"{use.Used.Namespace!.Split(Internal)[0]}.", StringComparison.Ordinal))
            .Select(use => $"{use.User} uses {use.Used}").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Pixel")]
    [InlineData("Pixel.Host")]
    [InlineData("Pixel.Reference")]
    [InlineData("Pixel.Checks")]
    [InlineData("Pixel.Cli")]
    public void A_project_refers_to_no_other_than_its_line_names(string project)
    {
        var line = HousePlan.Projects.Single(line => line.Names.Contains($"Framework/{project}"));
        var file = Directory.GetFiles(Repository.At("Framework", project), "*.*proj").Single();
        XDocument.Load(file).Descendants("ProjectReference").Where(reference => (string?)reference.Attribute("ReferenceOutputAssembly") != "false")
            .Select(reference => Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!)).Except(line.MayUse).ShouldBeEmpty();
    }

    [Fact]
    public void A_plug_in_refers_to_the_contract_alone()
    {
        var samples = Path.Combine(Support.Plugins.Folder, "..", "..", "..", "samples", Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')));
        string[] folders = [.. Directory.GetDirectories(Support.Plugins.Folder), .. Directory.GetDirectories(samples)];
        folders.Length.ShouldBe(8);
        foreach (var folder in folders)
        {
            var file = Path.Combine(folder, Path.GetFileName(folder) + ".dll");
            using var opened = new PEReader(File.OpenRead(file));
            var metadata = opened.GetMetadataReader();
            metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))
                .Where(name => name.StartsWith("pixel", StringComparison.OrdinalIgnoreCase)).ShouldBe(["Pixel"], file);
        }
    }

    [Fact]
    public void Nobody_refers_to_a_plug_in()
    {
        foreach (var folder in new[] { "Framework", "Compat" })
            foreach (var project in Directory.EnumerateFiles(Repository.At(folder), "*.*proj", SearchOption.AllDirectories))
                File.ReadLines(project).Where(line => line.Contains("Plugins/")).ShouldAllBe(line => line.Contains("ReferenceOutputAssembly=\"false\""), project);
    }

    [Fact]
    public void No_source_file_is_above_400_lines()
    {
        foreach (var folder in new[] { "Framework", "Plugins", "Compat", "samples", "templates", "tests" })
            foreach (var ending in new[] { "*.cs", "*.fs", "*.cpp" })
                foreach (var file in Directory.EnumerateFiles(Repository.At(folder), ending, SearchOption.AllDirectories))
                    File.ReadLines(file).Count().ShouldBeLessThanOrEqualTo(400, file);
    }

    // Not what the compiler adds, which has no namespace or one of the system's.
    static bool IsOurs(Type type) => $"{type.Namespace}.".StartsWith("Pixel.", StringComparison.Ordinal);

    static IEnumerable<(string File, string Namespace, string Text)> Sources(string project) =>
        from file in Directory.EnumerateFiles(Repository.At("Framework", project), "*.cs", SearchOption.AllDirectories)
        let text = File.ReadAllText(file)
        let declared = Declared().Match(text)
        where declared.Success // the program's entry point has none
        select (file, declared.Groups[1].Value, text);

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Declared();
}
