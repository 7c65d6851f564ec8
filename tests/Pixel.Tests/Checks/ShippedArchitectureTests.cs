using Pixel.Checks;
using Pixel.Checks.Models;
using Pixel.Contracts;
using Pixel.Host.Plugins;
using Pixel.Likelihoods;
using Pixel.Tests.PluginCatalogs;
using Pixel.Tests.Support;
using static TorchSharp.torch;

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

    [Theory]
    [InlineData("pixelcnn")]
    [InlineData("row-lstm")]
    [InlineData("diagonal-bilstm")]
    [InlineData("multi-scale")]
    [InlineData("gated-pixelcnn")]
    [InlineData("pixelcnn-plus-plus", "model.resolutions=2", "model.layers=1", "model.hidden=6")] // else too large to enumerate, and slow
    public void A_shipped_architecture_passes_every_check_conditioned_on_classes(string name, params string[] sets)
    {
        var architecture = Plugins.Find(name);
        var options = CheckOptions.Bind(architecture, sets, [], LikelihoodCatalog.Shared);
        var report = ArchitectureCheck.Run(architecture, new CheckSettings { Options = options, Architectures = Plugins.Catalog, Classes = 3 });
        report.ThrowIfFailed();
        report.Results.Where(result => result.Verdict == Verdict.Skipped).Select(result => result.Name).ShouldBeSubsetOf(["device moves"]);
        report["normalisation"].Summary.ShouldContain(" given each of 3 classes");
    }

    [Fact]
    public void An_architecture_that_reads_no_labels_fails_to_build_conditioned_on_classes()
    {
        using var catalog = PluginCatalog.Load([Fixture.Folder("OwnLayer")]);
        var report = ArchitectureCheck.Run(catalog.Find("swish-net"), new CheckSettings { Classes = 3 });
        report["builds"].Details[0].ShouldStartWith("Build refuses small gray images: The network reads no labels;");
    }

    [Theory]
    [InlineData("attention-net", false)]
    [InlineData("weightless-attention-net", true)]
    public void A_plug_in_of_TorchSharps_own_modules_passes_all_checks_but_those_of_the_step_face_that_it_lacks(string name, bool isMiscounted)
    {
        using var catalog = PluginCatalog.Load([Fixture.Folder("Everyday")]);
        var architecture = catalog.Find(name);
        (Drift(architecture) > 0).ShouldBe(isMiscounted); // else there is nothing for the check to see through
        var report = ArchitectureCheck.Run(architecture);
        report.ThrowIfFailed();
        report.Results.Where(result => result.Verdict == Verdict.Skipped).Select(result => result.Name).ShouldBeSubsetOf(["device moves", "step face", "samplers"]);
    }

    /// <summary>By how many tensors TorchSharp's count goes up in a forward pass that leaves none behind.</summary>
    static long Drift(IArchitecture architecture)
    {
        using var model = new CheckedModel(architecture, new StackOptions { Hidden = 12, Layers = 1 }, Some.Gray, Plugins.Catalog);
        model.Outputs(Some.LevelBytes(Some.Gray, 1));
        var before = Tensor.TotalCount;
        model.Outputs(Some.LevelBytes(Some.Gray, 1));
        return Tensor.TotalCount - before;
    }
}
