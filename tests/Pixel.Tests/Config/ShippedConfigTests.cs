using Pixel.Contracts;
using Pixel.Host.Config;
using Pixel.Host.Models;
using Pixel.Tests.Support;

namespace Pixel.Tests.Config;

/// <summary>The configs that ship: each is valid, and those of the paper's experiments have the paper's sizes.</summary>
public sealed class ShippedConfigTests
{
    public static TheoryData<string> Names() => [.. Files().Select(file => Path.GetRelativePath(Folder, file))];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_config_is_valid_and_names_its_schema(string name)
    {
        Load(name).Model.Options.ShouldNotBeNull();
        var schema = File.ReadLines(Path.Combine(Folder, name)).First();
        schema.ShouldStartWith("# yaml-language-server: $schema=");
        File.Exists(Path.Combine(Folder, Path.GetDirectoryName(name)!, schema.Split('=')[1])).ShouldBeTrue();
    }

    [Theory]
    [InlineData("mnist_diag", "diagonal-bilstm", "binarized-mnist", 7, 16, 32, 16, true, "adam")]
    [InlineData("cifar_diag", "diagonal-bilstm", "cifar10", 12, 128, 1024, 16, true, "rmsprop")]
    [InlineData("cifar_row", "row-lstm", "cifar10", 12, 128, 1024, 16, true, "rmsprop")]
    [InlineData("cifar_pixelcnn", "pixelcnn", "cifar10", 15, 128, 1024, 16, true, "rmsprop")]
    [InlineData("imagenet32_row", "row-lstm", "imagenet32", 12, 384, 1024, 64, true, "rmsprop")]
    [InlineData("imagenet64_row", "row-lstm", "imagenet64", 4, 512, 1024, 32, false, "rmsprop")]
    public void The_papers_experiments_have_its_sizes(
        string name, string architecture, string set, int layers, int hidden, int head, int batch, bool residual, string optimizer)
    {
        var experiment = Load(name + ".yaml");
        var options = experiment.Model.Options.ShouldBeAssignableTo<StackOptions>()!;
        (experiment.Model.Architecture, experiment.Data.Set, options.Layers, options.Hidden, options.Head, options.Residual)
            .ShouldBe((architecture, set, layers, hidden, head, residual));
        (experiment.Training.Optimizer, experiment.Training.Batch).ShouldBe((optimizer, batch));
        experiment.Data.IfUnavailable.ShouldBe("sample");
    }

    [Fact]
    public void Each_experiment_of_the_paper_has_a_sibling_for_the_CPU()
    {
        foreach (var file in Files().Where(file => file.EndsWith("_cpu.yaml", StringComparison.Ordinal)))
        {
            var (small, whole) = (Load(file), Load(file.Replace("_cpu", "", StringComparison.Ordinal)));
            (small.Model.Architecture, small.Data.Set).ShouldBe((whole.Model.Architecture, whole.Data.Set));
            small.Model.Options.Hidden.ShouldBeLessThan(whole.Model.Options.Hidden);
        }
    }

    [Fact]
    public void The_schema_is_that_of_the_code() =>
        File.ReadAllText(Path.Combine(Folder, "pixelfw.schema.json")).ShouldBe(
            ExperimentSetup.Schema([Plugins.Folder]), "pixelfw schema --out configs/pixelfw.schema.json writes it again");

    static string Folder => Repository.At("configs");

    static IEnumerable<string> Files() => Directory.EnumerateFiles(Folder, "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    static Experiment Load(string name)
    {
        using var setup = ExperimentSetup.Load(Path.Combine(Folder, name), [], [Plugins.Folder]);
        return setup.Experiment;
    }
}
