using Pixel.Host.Models;
using Pixel.Tests.Data;

namespace Pixel.Tests.Cli;

/// <summary>Training on train and validation together, data.trainOn.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class TrainOnTests(TrainedRun run)
{
    const string Both = "data.trainOn=train+validation";

    [Fact]
    public void Both_splits_are_learnt_from_and_validation_and_test_stay_what_they_are()
    {
        using var alone = ExperimentSetup.Load(run.Config, [], [Support.Plugins.Folder]);
        using var both = ExperimentSetup.Load(run.Config, [Both], [Support.Plugins.Folder]);
        var (train, validation) = (alone.Open("train"), alone.Open("validation"));
        var together = both.Open("train");
        (together.Count, together.Split, together.Shape).ShouldBe((40, "train", train.Shape));
        for (var i = 0; i < 40; i++)
            DataFiles.Image(together, i).ShouldBe(i < 20 ? DataFiles.Image(train, i) : DataFiles.Image(validation, i - 20));
        Should.Throw<ArgumentOutOfRangeException>(() => DataFiles.Image(together, 40));
        Should.Throw<ArgumentOutOfRangeException>(() => DataFiles.Image(together, -1));
        both.Open("validation").Count.ShouldBe(20);
        both.Open("test").Name.ShouldBe(alone.Open("test").Name);
    }

    [Fact]
    public void The_name_of_the_data_says_so_and_so_does_that_of_the_validation_images()
    {
        var folder = run["both"];
        var result = CommandResult.Of("run", run.Config, "--out", folder, "--set", Both, "--set", "training.steps=1", "--set", "sampling.count=1").Done();
        result.Errors.ShouldContain("""
            data        sample, first 20 images, train and validation images, train: 40 images of 3×32×32, 256 levels
            data        sample, first 20 images, also trained on, validation: 20 images of 3×32×32, 256 levels
            note        the validation images are among the training images: their likelihood tells how well they were learnt, not how likely new ones are.
            data        sample, first 20 images, test: 20 images of 3×32×32, 256 levels

            """);
        ((string)TrainedRun.Json(Path.Combine(folder, "model.json"))["data"]!).ShouldBe("sample, first 20 images, train and validation images");
        File.ReadAllText(Path.Combine(folder, "samples/final.txt")).ShouldContain("sample, first 20 images, train and validation images\n");
        CommandResult.Of("eval", folder, "--split", "validation").Done().Output.ShouldContain("data      sample, first 20 images, also trained on\n");
        CommandResult.Of("run", run.Config, "--out", folder, "--resume").Errors.ShouldContain("data.trainOn was train+validation, is train");
    }

    [Fact]
    public void Splits_with_names_of_their_own_are_both_named()
    {
        File.WriteAllBytes(Path.Combine(Directory.CreateDirectory(run["colours"]).FullName, "a.png"), DataFiles.Png(1, 1, 1, 2, 3));
        for (var i = 0; i < 3; i++) File.WriteAllBytes(Path.Combine(run["colours"], $"b{i}.png"), DataFiles.Png(1, 1, 1));
        using var both = ExperimentSetup.Load(run.Config, [Both, "data.set=folder", $"data.root={run["colours"]}"], [Support.Plugins.Folder]);
        both.Open("train").Name.ShouldBe(
            "folder colours, 1 of 2 images converted from gray to RGB, and validation: folder colours, 1 of 1 images converted from gray to RGB");
    }
}
