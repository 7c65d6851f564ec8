using Pixel.Host.Config;
using Pixel.Host.Data;
using Pixel.Host.Models;
using Pixel.Tests.Data;
using Pixel.Tests.Support;

namespace Pixel.Tests.Runs;

/// <summary>Whole runs that go on: with other settings, with dropout, after their data broke.</summary>
[Collection("native memory")] // alone: how many threads libtorch sums with is the whole process's
public sealed class ResumptionTests
{
    const string Attention = "architecture: attention-net\n  hidden: 4\n  layers: 1\n  head: 4";

    [Fact]
    public void Two_runs_of_a_network_with_dropout_are_equal_and_so_is_one_that_was_stopped()
    {
        using var experiment = new TinyExperiment(Attention);
        var whole = experiment.Run(experiment["whole"]);
        TorchSharp.torch.manual_seed(123); // whatever was drawn in between
        var again = experiment.Run(experiment["again"]);
        (again with { TrainSeconds = 0 }).ShouldBe(whole with { TrainSeconds = 0 });
        experiment.RunUntil(experiment["parts"], "step", 3);
        TorchSharp.torch.manual_seed(123);
        (experiment.Run(experiment["parts"], resume: true) with { TrainSeconds = 0 }).ShouldBe(whole with { TrainSeconds = 0 });
        Last("again").ShouldBe(Last("whole"));
        Last("parts").ShouldBe(Last("whole"));

        byte[] Last(string run) => File.ReadAllBytes(Path.Combine(new RunFolder(experiment[run]).Checkpoints.Last!, CheckpointStore.Weights));
    }

    [Fact]
    public void Samples_during_training_are_those_of_the_same_weights_after_it()
    {
        // Dropout would change them, were the network not in evaluation.
        using var experiment = new TinyExperiment(Attention, "training.epochs=1", "training.ema=null", "training.validateEvery=3");
        experiment.Run(experiment["run"]);
        var samples = new RunFolder(experiment["run"]).Samples;
        File.ReadAllText(Path.Combine(samples, "epoch-0001.txt")).ShouldContain("Sampler");
        Pixels("epoch-0001.png").ShouldBe(Pixels("final.png"));

        byte[] Pixels(string name) => Pixel.Host.Imaging.ImageReader.Load(Path.Combine(samples, name)).Pixels;
    }

    [Fact]
    public void The_learning_rate_may_change_on_resumption_and_that_it_did_is_told()
    {
        using var experiment = new TinyExperiment();
        var folder = experiment["run"];
        experiment.RunUntil(folder, "step", 3);
        using var lower = experiment.With("training.learningRate=0.0001", "training.clip=1");
        lower.Run(folder, resume: true);
        lower.Changes.ShouldBe(["training.learningRate was 0.001, is 0.0001", "training.clip was null, is 1"], ignoreOrder: true);
        lower.Steps[0].LearningRate.ShouldBe(0.0001);
        File.ReadAllLines(Path.Combine(folder, "metrics.jsonl")).Count(line => line.Contains("\"kind\":\"changed\",\"step\":3,")).ShouldBe(1);
    }

    [Theory]
    [InlineData("training.optimizer=rmsprop")]
    [InlineData("training.batch=3")]
    [InlineData("model.hidden=3")]
    public void What_makes_another_run_of_it_may_not_change(string set)
    {
        using var experiment = new TinyExperiment();
        var folder = experiment["run"];
        experiment.RunUntil(folder, "step", 3);
        using var other = experiment.With(set);
        Should.Throw<ExperimentException>(() => other.Run(folder, resume: true)).Message.ShouldContain($"{set.Split('=')[0]} was ");
        other.Steps.ShouldBeEmpty();
    }

    [Fact]
    public void The_classes_are_kept_with_the_run_and_may_not_change()
    {
        using var folder = new TempFolder();
        foreach (var other in new[] { "dog", "wolf" })
            for (var i = 0; i < 20; i++) folder.Write($"{other}s/{(i < 10 ? "cat" : other)}/{i:00}.png", DataFiles.Png(2, 3, [.. Enumerable.Repeat((byte)(i * 9), 6)]));
        using var experiment = new TinyExperiment(sets: ["data.labels=true", $"data.root={folder["dogs"]}"]);
        experiment.RunUntil(experiment["run"], "step", 3);
        ModelCard.Load(new RunFolder(experiment["run"]).Card).ToClasses().ShouldBe(ImageClasses.Of("cat", "dog"));
        using var renamed = experiment.With("data.labels=true", $"data.root={folder["wolfs"]}");
        Should.Throw<ExperimentException>(() => renamed.Run(experiment["run"], resume: true)).Message.ShouldBe(
            $"{experiment["run"]} was trained on folder dogs, 4 levels, images of 1×3×2, 4 levels, 2 classes (cat, dog); the data are now folder wolfs, 4 levels, images of 1×3×2, 4 levels, 2 classes (cat, wolf). Restore the data, or train anew by --out.");
        using var without = experiment.With($"data.root={folder["dogs"]}");
        Should.Throw<ExperimentException>(() => without.Run(experiment["run"], resume: true)).Message.ShouldContain("data.labels was true, is false");
        using var same = experiment.With("data.labels=true", $"data.root={folder["dogs"]}");
        var resumed = same.Run(experiment["run"], resume: true);
        (resumed with { TrainSeconds = 0 }).ShouldBe(same.Run(experiment["whole"]) with { TrainSeconds = 0 });
        Last("run").ShouldBe(Last("whole"));

        byte[] Last(string run) => File.ReadAllBytes(Path.Combine(new RunFolder(experiment[run]).Checkpoints.Last!, CheckpointStore.Weights));
    }

    [Fact]
    public void Steps_decide_where_epochs_are_not_given()
    {
        using var experiment = new TinyExperiment(sets: "training.steps=50"); // 3 steps an epoch
        experiment.Run(experiment["run"]).Steps.ShouldBe(50);
    }
}
