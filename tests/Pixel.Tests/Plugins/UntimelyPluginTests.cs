using System.Diagnostics;
using System.Text;
using Pixel.Host.Plugins;
using Pixel.Tests.Support;

namespace Pixel.Tests.PluginCatalogs;

/// <summary>Plug-ins that never come to an end, or are damaged where only the runtime notices.</summary>
public sealed class UntimelyPluginTests : IDisposable
{
    readonly TempFolder _scratch = new();

    [Fact]
    public void A_plugin_that_never_gets_ready_is_named_and_then_given_up_and_the_others_go_on()
    {
        var observer = new Observer();
        using var catalog = PluginCatalog.Load([Fixture.Folder("NeverReady"), Fixture.Folder("PearStall")], observer);
        observer.Waiting.ShouldBe([("NeverReady", Fixture.Dll("NeverReady"))]);
        catalog.Broken.ShouldHaveSingleItem().Message.ShouldMatch(
            @"The plug-in NeverReady was not loaded: its code has not come to its end within 30 seconds: an initialiser of a class or of the module, " +
            @"a constructor, or a property of its architecture\.(.|\n)*remedy:   let them return at once, and do the work in Build or in the layers\.");
        catalog.Plugins.ShouldHaveSingleItem().Name.ShouldBe("PearStall");
    }

    [Theory]
    [InlineData("AppleStall", "AssemblyInformationalVersionAttribute", "its version cannot be read: TypeLoadException: ")]
    [InlineData("Troubled", "DescriptionAttribute", "the options of its architecture 'troubled' cannot be used: TypeLoadException: ")]
    [InlineData("Troubled", "get_Summary", "its types cannot be loaded: TypeLoadException: ")]
    public void A_letter_of_a_name_that_changed_breaks_one_plugin_alone(string fixture, string name, string reason)
    {
        var file = _scratch.AddPlugin(fixture);
        var bytes = File.ReadAllBytes(file);
        var at = bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(name + "\0"));
        at.ShouldBeGreaterThan(0);
        bytes[at] ^= 2;
        File.WriteAllBytes(file, bytes);
        _scratch.AddPlugin("PearStall");

        using var catalog = PluginCatalog.Load([_scratch.Path]);

        catalog.Plugins.ShouldHaveSingleItem().Name.ShouldBe("PearStall");
        var broken = catalog.Broken.ShouldHaveSingleItem();
        broken.Reason.ShouldStartWith(reason);
        broken.Remedy.ShouldBe("mend the plug-in and build it again, with all its dependencies in its folder");
    }

    [SkippableFact]
    public void A_folder_that_may_not_be_read_is_told_of_and_the_others_go_on()
    {
        Skip.If(!OperatingSystem.IsLinux() || Environment.UserName == "root", "root may read all");
        var closed = Directory.CreateDirectory(_scratch["closed"]).FullName;
        Change("000", closed);
        using var catalog = PluginCatalog.Load([closed, Fixture.Folder("PearStall")]);
        Change("700", closed);
        catalog.Plugins.ShouldHaveSingleItem().Name.ShouldBe("PearStall");
        catalog.Broken.ShouldHaveSingleItem().Reason.ShouldStartWith("the folder cannot be read: ");
    }

    static void Change(string mode, string path)
    {
        using var process = Process.Start("chmod", [mode, path]);
        process.WaitForExit();
    }

    public void Dispose() => _scratch.Dispose();

    sealed class Observer : IPluginObserver
    {
        public List<(string Name, string File)> Waiting { get; } = [];

        public void OnWaiting(string name, string file) => Waiting.Add((name, file));

        public void OnBroken(BrokenPlugin plugin) => throw new NotSupportedException();
    }
}
