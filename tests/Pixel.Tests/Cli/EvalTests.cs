using System.Text.Json.Nodes;

namespace Pixel.Tests.Cli;

[Collection(ConsoleCollection.Name)]
public sealed class EvalTests(TrainedRun run)
{
    [Fact]
    public void Eval_prints_the_runs_own_result_as_one_json_object()
    {
        var result = CommandResult.Of("eval", run.Folder, "--json").Done();
        result.Output.ShouldBe(File.ReadAllText(Path.Combine(run.Folder, "result.json")));
        result.Errors.ShouldStartWith("data        sample, first 20 images, test: 20 images of 3×32×32, 256 levels\n");
    }

    [Fact]
    public void Eval_prints_a_table_for_readers()
    {
        var result = run.Result;
        var (nats, bits) = ((double)result["nats_per_image"]!, (double)result["bits_per_dim"]!);
        CommandResult.Of("eval", run.Folder).Done().Output.ShouldStartWith(FormattableString.Invariant($"""
            model     pixelcnn, {(int)result["parameters"]!:N0} parameters, weights of step 6
            data      sample, first 20 images
            split     test
            images    20, each of 3,072 dims
            nats      {nats:F4} per image
            bits/dim  {bits:F5}

            """));
    }

    [Fact]
    public void The_weights_are_those_of_the_best_validation()
    {
        // So high a rate that the loss rises after the first steps.
        CommandResult.Of("run", run.Config, "--out", run["wild"], "--set", "training.learningRate=0.5", "--set", "training.ema=null", "--set", "sampling.count=0").Done();
        var validations = File.ReadLines(Path.Combine(run["wild"], "metrics.jsonl")).Select(line => JsonNode.Parse(line)!)
            .Where(line => (string?)line["kind"] == "validation").ToList();
        var best = validations.MinBy(line => (double)line["nats_per_image"]!)!;
        ((long)best["step"]!).ShouldBeLessThan(6);

        var result = JsonNode.Parse(CommandResult.Of("eval", run["wild"], "--json", "--split", "validation").Done().Output)!;
        ((long)result["evaluated_step"]!).ShouldBe((long)best["step"]!);
        ((double)result["nats_per_image"]!).ShouldBe((double)best["nats_per_image"]!);
        ((long)result["steps"]!).ShouldBe(6);
    }

    [Fact]
    public void Missing_data_are_told_with_the_remedies()
    {
        Directory.CreateDirectory(run["empty"]);
        var result = CommandResult.Of("eval", run.Folder, "--set", "data.set=cifar10", "--set", $"data.root={run["empty"]}");
        result.ExitCode.ShouldBe(1);
        result.Output.ShouldBeEmpty();
        result.Errors.ShouldStartWith("pixelfw: The data set 'cifar10' (test) is not available: ");
        result.Errors.ShouldContain("\nWhat you can do:\n");
        result.Errors.ShouldContain("--set data.root=FOLDER");
    }

    [Theory]
    [InlineData("missing", "there is no such folder; give a run folder, such as runs/NAME, or a folder under models/.")]
    [InlineData("", "holds no config.yaml, so it is no run folder; give one such as runs/NAME, or a folder under models/.")]
    public void What_is_no_run_is_told(string name, string problem)
    {
        var folder = run[name];
        var result = CommandResult.Of("eval", folder);
        result.Errors.ShouldBe($"pixelfw: {folder}: {problem}\n");
        result.ExitCode.ShouldBe(2);
    }
}
