using Pixel.Contracts;
using Pixel.Host.Plugins;
using Pixel.Tests.Support;

namespace Pixel.Tests.PluginCatalogs;

public sealed class PluginCatalogTests : IDisposable
{
    readonly TempFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_folder_of_plugin_folders_is_loaded_in_order_of_their_names()
    {
        var pear = _scratch.AddPlugin("PearStall");
        var apple = _scratch.AddPlugin("AppleStall");

        using var catalog = PluginCatalog.Load([_scratch.Path]);

        catalog.Broken.ShouldBeEmpty();
        catalog.Plugins.Select(plugin => (plugin.Name, plugin.File, plugin.Version)).ShouldBe(
            [("AppleStall", apple, "1.2.3"), ("PearStall", pear, "4.5.6")]);
        catalog.Plugins.SelectMany(plugin => plugin.Architectures).Select(architecture => architecture.Name)
            .ShouldBe(["apple-stall", "pear-stall"]);
    }

    [Theory]
    [InlineData("AppleStall")]
    [InlineData("AppleStall/")]
    [InlineData("AppleStall/AppleStall.dll")]
    public void A_plugin_may_be_given_by_its_own_folder_or_file(string path)
    {
        using var catalog = PluginCatalog.Load([Path.Combine(Fixture.Root, path)]);

        catalog.Broken.ShouldBeEmpty();
        catalog.Plugins.ShouldHaveSingleItem().File.ShouldBe(Fixture.Dll("AppleStall"));
    }

    [Fact]
    public void A_plugin_that_two_paths_lead_to_is_loaded_once()
    {
        using var catalog = PluginCatalog.Load([Fixture.Folder("AppleStall"), Fixture.Dll("AppleStall")]);

        catalog.Broken.ShouldBeEmpty();
        catalog.Plugins.ShouldHaveSingleItem();
    }

    [Fact]
    public void An_architecture_is_the_hosts_type_and_its_dependencies_are_its_own()
    {
        using var catalog = PluginCatalog.Load([Fixture.Folder("AppleStall"), Fixture.Folder("PearStall")]);

        catalog.Find("apple-stall").OptionsType.ShouldBe(typeof(ModelOptions));
        catalog.Find("apple-stall").Summary.ShouldBe("sour apple");
        catalog.Find("pear-stall").Summary.ShouldBe("sweet pear");
    }

    [Fact]
    public void A_copy_of_the_contract_in_the_plugins_folder_is_not_used()
    {
        var apple = _scratch.AddPlugin("AppleStall");
        File.Copy(typeof(IArchitecture).Assembly.Location, Path.Combine(Path.GetDirectoryName(apple)!, "Pixel.dll"));

        using var catalog = PluginCatalog.Load([apple]);

        catalog.Find("apple-stall").Name.ShouldBe("apple-stall");
    }

    [Fact]
    public void Hidden_folders_are_no_plugins()
    {
        Directory.CreateDirectory(_scratch[".git"]);

        using var catalog = PluginCatalog.Load([_scratch.Path]);

        catalog.Plugins.ShouldBeEmpty();
        catalog.Broken.ShouldBeEmpty();
    }

    [Fact]
    public void Broken_plugins_do_not_stop_the_others()
    {
        _scratch.AddPlugin("ThrowsInConstructor");
        _scratch.AddPlugin("PearStall");
        _scratch.AddPlugin("ThrowsInStaticInitialiser");

        using var catalog = PluginCatalog.Load([_scratch.Path]);

        catalog.Plugins.ShouldHaveSingleItem().Name.ShouldBe("PearStall");
        catalog.Broken.Select(plugin => plugin.Name).ShouldBe(["ThrowsInConstructor", "ThrowsInStaticInitialiser"]);
    }
}
