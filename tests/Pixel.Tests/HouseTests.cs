using System.Text.RegularExpressions;
using Pixel.Tests.Support;

namespace Pixel.Tests;

public sealed partial class HouseTests
{
    /// <summary>The rooms of Framework/Pixel, each of which may use those before it.</summary>
    static readonly string[] Rooms = ["Libtorch", "Randomness", "Kernels", "Contracts", "Layers", "Likelihoods", "Networks", "Sampling"];

    [Fact]
    public void Imports_inside_the_library_point_one_way()
    {
        foreach (var file in Directory.EnumerateFiles(Repository.At("Framework", "Pixel"), "*.cs", SearchOption.AllDirectories))
        {
            var room = Array.IndexOf(Rooms, Path.GetRelativePath(Repository.At("Framework", "Pixel"), file).Split('/')[0]);
            room.ShouldBeGreaterThanOrEqualTo(0, file);
            foreach (Match import in Import().Matches(File.ReadAllText(file)))
                Array.IndexOf(Rooms, import.Groups[1].Value).ShouldBeLessThanOrEqualTo(room, $"{file} imports {import.Value}");
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

    [GeneratedRegex(@"^using Pixel\.(\w+)", RegexOptions.Multiline)]
    private static partial Regex Import();
}
