using Pixel.Host.Plugins;

namespace Pixel.Tests.PluginCatalogs;

public class UnknownArchitectureTests
{
    [Fact]
    public void The_nearest_and_all_known_names_are_told()
    {
        var error = Fail("aple-stal", "AppleStall", "PearStall");

        error.Message.ShouldBe("""
            There is no architecture 'aple-stal'. Did you mean 'apple-stall'?
            Known: apple-stall, pear-stall.
            """);
        error.Name.ShouldBe("aple-stal");
        error.Nearest.ShouldBe("apple-stall");
        error.Known.ShouldBe(["apple-stall", "pear-stall"]);
        error.Suspects.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("AppleStall", "Did you mean 'apple-stall'?")]
    [InlineData("applestall", "Did you mean 'apple-stall'?")]
    public void Another_way_of_writing_is_near(string name, string question) =>
        Fail(name, "AppleStall").Message.ShouldContain(question);

    [Fact]
    public void A_name_unlike_any_is_told_without_a_guess() =>
        Fail("transformer", "AppleStall").Message.ShouldBe("""
            There is no architecture 'transformer'.
            Known: apple-stall.
            """);

    [Fact]
    public void What_broke_the_plugin_that_may_have_it_is_told() =>
        Fail("throws-in-constructor", "AppleStall", "ThrowsInConstructor", "TwoOfOneName").Message.ShouldBe($"""
            There is no architecture 'throws-in-constructor'.
            Known: apple-stall.
            The plug-in ThrowsInConstructor was not loaded: its class ThrowsInConstructor.Grumpy cannot be used: InvalidOperationException: The moon is not full.
              file:     {Fixture.Dll("ThrowsInConstructor")}
              contract: built against Pixel {Contract}; this host has Pixel {Contract}
              remedy:   mend the plug-in and build it again, with all its dependencies in its folder.
            Not loaded either: TwoOfOneName; `pixelfw plugins` tells why.
            """);

    [Fact]
    public void Without_any_plugin_that_is_told() =>
        Fail("pixelcnn").Message.ShouldBe("""
            There is no architecture 'pixelcnn'.
            Known: none, as no plug-in was loaded.
            """);

    static string Contract => typeof(Pixel.Contracts.IArchitecture).Assembly.GetName().Version!.ToString(3);

    static UnknownArchitectureException Fail(string name, params string[] plugins)
    {
        using var catalog = PluginCatalog.Load(plugins.Select(Fixture.Folder));
        return Should.Throw<UnknownArchitectureException>(() => catalog.Find(name));
    }
}
