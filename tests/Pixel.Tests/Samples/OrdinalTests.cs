using System.Text.Json.Nodes;
using Pixel.Checks;
using Pixel.Contracts;
using Pixel.Host.Plugins;
using Pixel.Tests.Cli;
using Pixel.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace Pixel.Tests.Samples;

/// <summary>The sample of a likelihood, loaded as a user's would be.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class OrdinalTests
{
    static readonly string Folder = Path.GetFullPath(Path.Combine(Plugins.Folder, "..", "..", "..", "samples", Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')), "Ordinal"));

    [Fact]
    public void An_architecture_with_it_keeps_the_contract()
    {
        using var catalog = PluginCatalog.Load([Plugins.Folder, Folder]);
        var architecture = catalog.Find("pixelcnn");
        var options = (ModelOptions)Activator.CreateInstance(architecture.OptionsType)!;
        (options.Hidden, options.Layers, options.Head, options.Likelihood) = (12, 1, 18, "ordinal");
        ArchitectureCheck.Run(architecture, new CheckSettings { Options = options, Architectures = catalog, Likelihoods = catalog.Likelihoods }).ThrowIfFailed();
    }

    [Fact]
    public void Its_gradients_are_those_of_central_differences()
    {
        var output = CommandResult.Of("gradcheck", "ordinal", "--plugins", Folder).Done().Output;
        output.ShouldContain("ordinal, 3×4×3, 5 levels, whole pixels: 12 outputs a pixel\nno oracle for ordinal: central differences alone\n");
        output.TrimEnd().ShouldEndWith("1 likelihood, 6 comparisons, 0 failed");
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(256)]
    public void Its_probabilities_sum_to_1_and_are_those_of_its_loss(int levels)
    {
        using var catalog = PluginCatalog.Load([Folder]);
        var image = new ImageShape(3, 1, 1, levels);
        var likelihood = catalog.Likelihoods.Find("ordinal", new LikelihoodContext(image));
        using var scope = NewDisposeScope();
        var numbers = Some.Numbers<double>(5, 3 * (levels - 1));
        var (pixel, probabilities, nats) = (Some.LevelBytes(image, 1), new double[levels], 0.0);
        for (var channel = 0; channel < 3; channel++)
        {
            likelihood.Probabilities(numbers, [], channel, probabilities);
            probabilities.Sum().ShouldBe(1, 1e-12);
            nats -= Math.Log(probabilities[pixel[channel]]);
        }
        likelihood.NegativeLogLikelihood(tensor(numbers, [1, numbers.Length, 1, 1]), Some.Levels(image, 1), image).ToDouble().ShouldBe(nats, 1e-9);
    }

    [Fact]
    public void Its_config_trains_evaluates_and_samples()
    {
        using var temporary = new TempFolder();
        var output = CommandResult.Of(
            "run", Repository.At("samples", "Ordinal", "ordinal.yaml"), "--plugins", Folder, "--out", temporary["run"], "--set", "data.limit=20",
            "--set", "training.steps=2", "--set", "threads=1", "--set", "sampling.count=2").Done().Output;
        output.ShouldContain("samples: ");
        output.ShouldNotContain("bound");
    }

    [Fact]
    public void It_is_listed_and_a_check_of_it_says_what_to_check()
    {
        CommandResult.Of("plugins", "--plugins", Folder).Done().Output.ShouldContain(
            "ordinal            Likelihood: Ordered thresholds under a logistic distribution, one fewer than there are levels\n                   Ordinal 0.1.0, ");
        var json = JsonNode.Parse(CommandResult.Of("plugins", "--json", "--plugins", Folder).Done().Output)!;
        var plugin = json["plugins"]!.AsArray().Single(plugin => (string)plugin!["name"]! == "Ordinal")!;
        plugin["architectures"]!.AsArray().ShouldBeEmpty();
        ((string)plugin["likelihoods"]!.AsArray().ShouldHaveSingleItem()!["name"]!).ShouldBe("ordinal");
        var check = CommandResult.Of("check", "Ordinal", "--plugins", Folder);
        check.ExitCode.ShouldBe(2);
        check.Errors.ShouldBe(
            "pixelfw: The plug-in Ordinal has no architecture, but the likelihood 'ordinal'. Check an architecture with it, by --set model.likelihood=ordinal, and its gradients by `pixelfw gradcheck ordinal`.\n");
    }

    [Fact]
    public void The_whole_plugin_is_short() =>
        Directory.EnumerateFiles(Repository.At("samples", "Ordinal")).Sum(file => File.ReadLines(file).Count()).ShouldBeLessThan(100);
}
