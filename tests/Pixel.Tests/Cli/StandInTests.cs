using System.Text;
using Pixel.Tests.Data;

namespace Pixel.Tests.Cli;

[Collection(ConsoleCollection.Name)]
public sealed class StandInTests(TrainedRun run)
{
    const string Warning = "WARNING     the project's small sample takes the place of the missing data set; this is no result on that set.\n";

    [Fact]
    public void A_stand_in_is_labelled_everywhere()
    {
        Directory.CreateDirectory(run["no-cifar"]);
        var folder = run["stand-in"];
        var result = CommandResult.Of(
            "run", run.Config, "--out", folder, "--set", "data.set=cifar10", "--set", $"data.root={run["no-cifar"]}",
            "--set", "data.ifUnavailable=sample", "--set", "training.steps=1", "--set", "sampling.count=1").Done();
        result.Errors.ShouldContain(Warning);
        result.Output.ShouldContain(Warning);
        result.Output.ShouldContain("(sample (standing in for cifar10), first 20 images; ");
        ((bool)TrainedRun.Json(Path.Combine(folder, "result.json"))["stand_in"]!).ShouldBeTrue();
        ((bool)TrainedRun.Json(Path.Combine(folder, "model.json"))["stand_in"]!).ShouldBeTrue();
        File.ReadAllText(Path.Combine(folder, "samples/final.txt")).ShouldStartWith("WARNING      the project's small sample stood in for the data;");
        Encoding.Latin1.GetString(File.ReadAllBytes(Path.Combine(folder, "samples/final.png"))).ShouldContain("tEXtWARNING\0the project's small sample");

        CommandResult.Of("eval", folder).Done().Output.ShouldEndWith(Warning);
        CommandResult.Of("eval", folder, "--json", "--set", "data.set=sample").Done().Output.ShouldContain("\"stand_in\": true"); // it learnt from the stand-in
        CommandResult.Of("sample", folder, "--count", "1", "--out", run["stand-in.png"]).Done().Errors.ShouldStartWith(Warning);
    }

    [Fact]
    public void A_result_on_the_set_itself_says_that_the_model_learnt_from_the_stand_in()
    {
        Directory.CreateDirectory(run["half-cifar"]);
        File.WriteAllBytes(Path.Combine(run["half-cifar"], "test_batch.bin"), DataFiles.Cifar(3));
        var folder = run["half-stand-in"];
        CommandResult.Of(
            "run", run.Config, "--out", folder, "--set", "data.set=cifar10", "--set", $"data.root={run["half-cifar"]}",
            "--set", "data.ifUnavailable=sample", "--set", "training.steps=1", "--set", "sampling.count=0").Done().Output.ShouldContain(Warning);
        var result = TrainedRun.Json(Path.Combine(folder, "result.json"));
        ((string)result["data"]!).ShouldBe("cifar10 (3 of 10000 test images)");
        ((bool)result["stand_in"]!).ShouldBeTrue();
    }
}
