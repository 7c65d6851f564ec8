using Pixel.Contracts;
using Pixel.Host.Plugins;
using Pixel.Tests.Support;

namespace Pixel.Tests.PluginCatalogs;

/// <summary>Plug-ins that offer likelihoods.</summary>
public sealed class LikelihoodPluginTests : IDisposable
{
    static readonly string Troubled = Fixture.Folder("TroubledLikelihood");

    readonly TempFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_plugin_may_offer_likelihoods_alone()
    {
        using var catalog = PluginCatalog.Load([Troubled]);

        catalog.Broken.ShouldBeEmpty();
        var plugin = catalog.Plugins.ShouldHaveSingleItem();
        plugin.Architectures.ShouldBeEmpty();
        plugin.Likelihoods.Select(likelihood => (likelihood.Name, likelihood.Summary)).ShouldBe([("absent", "gives null"), ("choosy", "refuses"), ("stumbling", "throws")]);
        catalog.Likelihoods.Names.ShouldBe(["auto", "bernoulli", "softmax", "logistic-mixture", "gaussian-mixture", "absent", "choosy", "stumbling"]);
    }

    [Fact]
    public void The_name_of_a_shared_likelihood_is_taken()
    {
        using var catalog = PluginCatalog.Load([Fixture.Folder("TakenLikelihood")]);

        catalog.Plugins.ShouldBeEmpty();
        var broken = catalog.Broken.ShouldHaveSingleItem();
        (broken.Reason, broken.Remedy).ShouldBe(("its likelihood 'softmax' has the name of one that pixelfw brings", "rename it"));
    }

    [Fact]
    public void A_name_that_an_earlier_plugin_has_stays_with_that_one()
    {
        _scratch.AddPlugin("TroubledLikelihood");

        using var catalog = PluginCatalog.Load([Troubled, _scratch.Path]);

        catalog.Plugins.ShouldHaveSingleItem().File.ShouldBe(Fixture.Dll("TroubledLikelihood"));
        var broken = catalog.Broken.ShouldHaveSingleItem();
        (broken.Reason, broken.Remedy).ShouldBe((
            $"its likelihood 'absent' has the name of one in the plug-in TroubledLikelihood ({Fixture.Dll("TroubledLikelihood")})",
            "rename one of the two likelihoods, or take one of the plug-ins away"));
    }

    [Theory]
    [InlineData("stumbling", "its likelihood 'stumbling' threw in Create: InvalidOperationException: The dice are loaded.", "TroubledLikelihood.Stumbling.Create")]
    [InlineData("absent", "its likelihood 'absent' threw in Create: InvalidOperationException: it gave null in place of a likelihood.", "not in the plug-in's own code")]
    public void A_likelihood_that_cannot_be_made_is_its_plugin_s_failure(string name, string told, string where)
    {
        using var catalog = PluginCatalog.Load([Troubled]);

        var message = Should.Throw<PluginException>(() => catalog.Likelihoods.Find(name, new LikelihoodContext(Some.Gray))).Message;

        message.ShouldStartWith($"The plug-in TroubledLikelihood failed: {told}");
        message.ShouldContain($"  where:    {where}");
    }

    [Fact]
    public void What_a_likelihood_tells_a_user_to_change_passes_on()
    {
        using var catalog = PluginCatalog.Load([Troubled]);

        Should.Throw<ModelException>(() => catalog.Likelihoods.Find("choosy", new LikelihoodContext(Some.Gray)))
            .Message.ShouldBe("choosy is for images of 7 levels; use data.levels: 7.");
    }
}
