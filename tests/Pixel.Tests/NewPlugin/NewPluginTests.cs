using System.Text.Json.Nodes;
using Pixel.Host.Plugins;
using Pixel.Tests.Support;

namespace Pixel.Tests.NewPlugin;

public sealed class NewPluginTests(NewPluginProject project) : IClassFixture<NewPluginProject>
{
    [Fact]
    public void It_is_built_into_its_plugins_folder_alone_and_is_found_there()
    {
        Directory.GetFiles(Path.Combine(project.Plugins, "RowMixer"), "*.dll").Select(Path.GetFileName).ShouldBe(["RowMixer.dll"]);
        using var catalog = PluginCatalog.Load([project.Plugins]);
        catalog.Broken.ShouldBeEmpty();
        catalog.Find("row-mixer").OptionsType.GetProperty("Kernel").ShouldNotBeNull();
    }

    [Fact]
    public void Its_config_runs_from_any_folder_to_a_picture()
    {
        var run = project["run"];
        Tool.Pixelfw(
            Path.GetTempPath(), "run", project.Config, "--out", run, "--set", "data.set=sample", "--set", "data.levels=4", "--set", "data.limit=20",
            "--set", "training.steps=2", "--set", "threads=1", "--set", "sampling.count=2");
        File.Exists(Path.Combine(run, "samples", "final.png")).ShouldBeTrue();
        ((string)JsonNode.Parse(File.ReadAllText(Path.Combine(run, "result.json")))!["architecture"]!).ShouldBe("row-mixer");
    }

    [Fact]
    public void Its_own_test_passes() =>
        Tool.Done(project.Folder, "test", "-c", "Release", "--no-build").ShouldMatch(@"Passed:\s+1\b");

    [Fact]
    public void Without_pixelfw_the_build_tells_what_to_do()
    {
        new PluginTemplate("lonely").Write(project["lonely"]);
        var (code, output) = Tool.Run(project["lonely"], "build", "Lonely", "--disable-build-servers", "-p:PixelHome=/nowhere/");
        code.ShouldBe(1);
        output.ShouldContain("There is no pixelfw in '/nowhere/'. Build it there (./pixelfw --help in its repository does), or set PIXELFW_HOME");
    }

    [Fact]
    public void Dotnet_new_makes_the_same_files()
    {
        var hive = project["hive"];
        Tool.Done(project["."], "new", "install", Repository.At("templates", "plugin"), "--debug:custom-hive", hive);
        Tool.Done(
            project["."], "new", "pixelfw-plugin", "-n", "row-mixer", "-o", project["other"], "--pixelHome", AppContext.BaseDirectory,
            "--debug:custom-hive", hive);
        new PluginTemplate("row-mixer").Write(project["same"]);
        Contents(project["other"]).ShouldBe(Contents(project["same"]));
    }

    static Dictionary<string, string> Contents(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(file => Path.GetRelativePath(folder, file), File.ReadAllText);
}
