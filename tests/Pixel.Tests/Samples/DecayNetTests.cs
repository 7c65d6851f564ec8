using Pixel.Checks;
using Pixel.Host.Plugins;
using Pixel.Tests.Cli;
using Pixel.Tests.Support;

namespace Pixel.Tests.Samples;

/// <summary>The sample plug-in, loaded as a user's would be.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class DecayNetTests
{
    static readonly string Folder = Path.GetFullPath(Path.Combine(Plugins.Folder, "..", "..", "..", "samples", Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/'))));

    [Fact]
    public void It_keeps_the_contract()
    {
        using var catalog = PluginCatalog.Load([Folder]);
        ArchitectureCheck.Run(catalog.Find("decay-net")).ThrowIfFailed();
    }

    [Fact]
    public void Its_config_trains_and_samples()
    {
        using var temporary = new TempFolder();
        CommandResult.Of(
            "run", Repository.At("samples", "DecayNet", "decay-net.yaml"), "--plugins", Folder, "--out", temporary["run"], "--set", "data.limit=20",
            "--set", "training.steps=2", "--set", "threads=1", "--set", "sampling.count=2").Done().Output.ShouldContain("samples: ");
    }

    [Fact]
    public void It_is_a_conditional_network_too()
    {
        using var temporary = new TempFolder();
        CommandResult.Of(
            "run", Repository.At("samples", "DecayNet", "decay-net.yaml"), "--plugins", Folder, "--out", temporary["run"], "--set", "data.limit=20",
            "--set", "training.steps=2", "--set", "threads=1", "--set", "sampling.count=2",
            "--set", "model.architecture=multi-scale", "--set", "model.network=decay-net").Done().Output.ShouldContain("upper bound");
    }

    [Fact]
    public void The_whole_plugin_is_short() =>
        Directory.EnumerateFiles(Repository.At("samples", "DecayNet")).Sum(file => File.ReadLines(file).Count()).ShouldBeLessThan(150);
}
