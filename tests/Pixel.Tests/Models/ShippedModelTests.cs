using System.Globalization;
using System.Text.Json.Nodes;
using Pixel.Host.Data.Sources;
using Pixel.Host.Imaging;
using Pixel.Host.Models;
using Pixel.Tests.Cli;
using Pixel.Tests.Support;

namespace Pixel.Tests.Models;

/// <summary>The trained models under models/: each opens, draws and has the figures that are told of it.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class ShippedModelTests : IDisposable
{
    readonly TempFolder _folder = new();

    public static TheoryData<string> All => [.. Directory.EnumerateDirectories(Repository.At("models")).Select(folder => Path.GetFileName(folder)!).Order()];

    [Theory]
    [MemberData(nameof(All))]
    public void A_model_draws_images_without_data(string name)
    {
        var picture = _folder["picture.png"];
        CommandResult.Of("sample", Repository.At("models", name), "--count", "4", "--out", picture).Done();
        var image = ImageReader.Load(picture);
        image.Pixels.Distinct().Count().ShouldBeGreaterThan(1); // ink on paper
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_model_is_what_its_result_says(string name)
    {
        var folder = Repository.At("models", name);
        var result = RunResult.Load(Path.Combine(folder, "result.json"));
        using var model = TrainedModel.Open(folder, [], [Support.Plugins.Folder]);
        model.Model.Architecture.ShouldBe(result.Architecture);
        model.Model.Description.Parameters.ShouldBe(result.Parameters);
        result.BitsPerDim.ShouldBe(result.NatsPerImage / (Math.Log(2) * 784), 1e-12);
        (result.Split, result.Images, result.StandIn).ShouldBe(("test", 10_000, false));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_evaluated_weights_had_the_best_validation(string name)
    {
        var folder = Repository.At("models", name);
        var validations = File.ReadLines(Path.Combine(folder, "metrics.jsonl")).Select(line => JsonNode.Parse(line)!)
            .Where(line => (string)line["kind"]! == "validation").ToArray();
        var best = validations.MinBy(line => (double)line["nats_per_image"]!)!;
        ((long)best["step"]!).ShouldBe(RunResult.Load(Path.Combine(folder, "result.json")).EvaluatedStep);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_documents_tell_the_measured_figure(string name)
    {
        var nats = RunResult.Load(Repository.At("models", name, "result.json")).NatsPerImage.ToString("F2", CultureInfo.InvariantCulture);
        foreach (var document in new[] { Repository.At("README.md"), Repository.At("models", "README.md") })
            File.ReadLines(document).ShouldContain(line => line.Contains($"models/{name}", StringComparison.Ordinal) && line.Contains(nats, StringComparison.Ordinal), document);
    }

    [SkippableTheory]
    [MemberData(nameof(All))]
    public void A_model_has_its_figure_on_the_whole_test_set(string name)
    {
        var data = DataSetCatalog.Describe().Single(set => set.Name == "binarized-mnist");
        Skip.If(data.Location is null, "binarized-mnist is not on this machine; PIXELFW_DATA may name a folder that has it.");
        var folder = Repository.At("models", name);
        var told = RunResult.Load(Path.Combine(folder, "result.json"));
        var json = JsonNode.Parse(CommandResult.Of("eval", folder, "--json").Done().Output)!;
        ((double)json["nats_per_image"]!).ShouldBe(told.NatsPerImage, 1e-3);
        ((int)json["images"]!).ShouldBe(told.Images);
    }

    public void Dispose() => _folder.Dispose();
}
