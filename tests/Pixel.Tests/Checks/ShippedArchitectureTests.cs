using Pixel.Checks;
using Pixel.Host.Plugins;
using Pixel.Tests.PluginCatalogs;
using Pixel.Tests.Support;

namespace Pixel.Tests.Checks;

[Collection("native memory")]
public sealed class ShippedArchitectureTests
{
    [Theory]
    [InlineData("pixelcnn")]
    [InlineData("row-lstm")]
    [InlineData("diagonal-bilstm")]
    [InlineData("multi-scale")]
    public void A_shipped_architecture_passes_every_check(string name)
    {
        var report = ArchitectureCheck.Run(Plugins.Find(name), new CheckSettings { Architectures = Plugins.Catalog });
        report.ThrowIfFailed();
        report.Results.Where(result => result.Verdict == Verdict.Skipped).Select(result => result.Name).ShouldBeSubsetOf(["device moves"]);
        report.Maps.Count.ShouldBe(2);
    }

    [Fact]
    public void A_plug_in_of_TorchSharps_own_modules_passes_all_checks_but_those_of_the_step_face_that_it_lacks()
    {
        using var catalog = PluginCatalog.Load([Fixture.Folder("Everyday")]);
        var report = ArchitectureCheck.Run(catalog.Find("attention-net"));
        report.ThrowIfFailed();
        report.Results.Where(result => result.Verdict == Verdict.Skipped).Select(result => result.Name).ShouldBeSubsetOf(["device moves", "step face", "samplers"]);
    }
}
