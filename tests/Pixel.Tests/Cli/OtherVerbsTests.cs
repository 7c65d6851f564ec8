using System.Text.Json.Nodes;

namespace Pixel.Tests.Cli;

[Collection(ConsoleCollection.Name)]
public sealed class OtherVerbsTests(TrainedRun run)
{
    [Fact]
    public void Bench_prints_one_json_object_with_the_throughput()
    {
        var result = CommandResult.Of("bench", run.Config, "--steps", "1", "--json").Done();
        result.Errors.ShouldBeEmpty();
        var json = JsonNode.Parse(result.Output)!;
        foreach (var key in new[] { "train_images_per_s", "eval_images_per_s", "sample_images_per_s", "params", "threads", "peak_memory_bytes", "peak_gflops" })
            ((double)json[key]!).ShouldBeGreaterThan(0, key);
        ((int)json["threads"]!).ShouldBe(1);
    }

    [Fact]
    public void Bench_prints_lines_for_readers()
    {
        var lines = CommandResult.Of("bench", run.Config, "--steps", "1").Done().Output.TrimEnd().Split('\n');
        lines.Select(line => line.Split(' ')[0]).ShouldBe(["model", "images", "peak", "training", "evaluation", "sampling", "memory"]);
        lines[1].ShouldBe("images      3×32×32, 256 levels, batch 5, 1 thread");
        lines[2].ShouldMatch(@"^peak        [\d,.]+ GFLOP/s in products of matrices$");
        foreach (var line in lines[3..6])
            line.ShouldMatch(@"^(training|evaluation|sampling) {2,}[\d,.]+ images/s +[\d,.]+ GFLOP/s +\d+% of peak( \(incremental\))?$");
        lines[3..6].Select(line => line.IndexOf("images/s", StringComparison.Ordinal)).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public void Plugins_lists_each_architecture_and_then_what_is_broken()
    {
        var result = CommandResult.Of("plugins").Done();
        result.Output.ShouldContain("pixelcnn           PixelCNN:");
        var broken = CommandResult.Of("plugins", "--plugins", run["nowhere"]).Done();
        broken.Output.ShouldStartWith(result.Output);
        broken.Output.ShouldContain("The plug-in nowhere was not loaded: there is no such file or folder.");
    }

    [Fact]
    public void Data_lists_every_set()
    {
        var output = CommandResult.Of("data").Done().Output;
        output.ShouldContain("sample             Cuts of free photographs, RGB; small, to try things out\n                   built in: 461 train, 51 validation, 128 test\n                   2 classes, of train dark: 225, bright: 236\n");
        output.ShouldContain("                   yours: --set data.set=folder --set data.root=FOLDER\n");
    }

    [Fact]
    public void Data_tells_the_classes_and_their_images_as_json()
    {
        var sets = JsonNode.Parse(CommandResult.Of("data", "--json").Done().Output)!["sets"]!.AsArray();
        var sample = sets.Single(set => (string?)set!["name"] == "sample")!;
        ((int)sample["classes"]!).ShouldBe(2);
        sample["class_names"]!.ToJsonString().ShouldBe("""["dark","bright"]""");
        sample["images_of_classes"]!.ToJsonString().ShouldBe("""{"train":[225,236],"validation":[28,23],"test":[45,83]}""");
        sets.Single(set => (string?)set!["name"] == "folder")!["classes"].ShouldBeNull();
    }

    [Fact]
    public void Schema_goes_to_stdout_or_into_a_file()
    {
        var schema = CommandResult.Of("schema").Done().Output;
        JsonNode.Parse(schema).ShouldNotBeNull();
        CommandResult.Of("schema", "--out", run["schema.json"]).Done().Output.ShouldBeEmpty();
        File.ReadAllText(run["schema.json"]).ShouldBe(schema);
    }

    [Fact]
    public void A_wrong_config_is_told_and_nothing_is_written()
    {
        var result = CommandResult.Of("run", run.Config, "--out", run["wrong"], "--set", "training.btch=3");
        result.Errors.ShouldStartWith($"""
            {run.Config}: 1 problem

              --set training.btch=3  training.btch
                is not a known key; did you mean 'training.batch'?
            """);
        result.ExitCode.ShouldBe(2);
        Directory.Exists(run["wrong"]).ShouldBeFalse();
    }
}
