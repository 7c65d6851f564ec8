using Pixel.Host.Config;
using Pixel.Host.Models;
using Pixel.Host.Storage;
using Pixel.Tests.Support;

namespace Pixel.Tests.Runs;

/// <summary>Run folders that are not as a run leaves them.</summary>
public sealed class RunFolderFaultTests : IDisposable
{
    readonly TinyExperiment _experiment = new();

    string Folder => _experiment["run"];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_run_is_not_mixed_up_with_the_weights_of_a_model_that_ships(bool resume)
    {
        _experiment.Run(Folder);
        File.Copy(new RunFolder(Folder).WeightsFile, Path.Combine(Folder, "model.safetensors"));
        var before = Contents();
        Should.Throw<ExperimentException>(() => _experiment.Run(Folder, resume))
            .Message.ShouldBe($"{Folder} holds the weights of a trained model, model.safetensors, which a run there would be taken for. Choose another folder by --out.");
        Contents().ShouldBe(before);
    }

    [Fact]
    public void A_result_without_its_checkpoints_is_not_written_over()
    {
        _experiment.Run(Folder);
        Directory.Delete(Path.Combine(Folder, "checkpoints"), recursive: true);
        Should.Throw<ExperimentException>(() => _experiment.Run(Folder)).Message.ShouldContain("holds a result, but not the checkpoints it belongs to");
    }

    [Fact]
    public void Where_only_the_last_checkpoint_was_copied_it_counts_and_the_result_names_its_step()
    {
        _experiment.RunUntil(Folder, "step", 5);
        var checkpoints = new CheckpointStore(Path.Combine(Folder, "checkpoints"));
        CheckpointStore.ReadState(checkpoints.Best!).Step.ShouldBeLessThan(5);
        Directory.Delete(checkpoints.Best!, recursive: true);
        var result = _experiment.Run(Folder, resume: true);
        result.EvaluatedStep.ShouldBe(CheckpointStore.ReadState(checkpoints.Best!).Step);
        result.EvaluatedStep.ShouldBeGreaterThan(5);
    }

    [Fact]
    public void Without_the_file_that_names_the_last_checkpoint_the_newest_counts()
    {
        var whole = _experiment.Run(_experiment["whole"]);
        _experiment.RunUntil(Folder, "step", 5);
        File.Delete(Path.Combine(Folder, "checkpoints", "last.json"));
        Should.Throw<ExperimentException>(() => _experiment.Run(Folder)).Message.ShouldContain("holds a run already");
        var result = _experiment.Run(Folder, resume: true);
        (result with { TrainSeconds = 0 }).ShouldBe(whole with { TrainSeconds = 0 });
    }

    [Fact]
    public void What_a_kill_left_under_temporary_names_is_removed_at_the_next_start()
    {
        _experiment.RunUntil(Folder, "step", 5);
        foreach (var left in new[] { "checkpoints/.step-000000006.1.tmp/weights.safetensors", "checkpoints/.last.json.2.tmp", ".result.json.3.tmp", "samples/.final.png.4.tmp" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Folder, left))!);
            File.WriteAllText(Path.Combine(Folder, left), "half");
        }
        _experiment.Run(Folder, resume: true);
        Directory.EnumerateFileSystemEntries(Folder, "*.tmp", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"step": 9, "training_images": 10, "train_seconds": 1}""", "is of step 9, but the run ends at step 7. Raise training.epochs or training.steps, or train anew.")]
    [InlineData("""{"step": -1, "training_images": 10, "train_seconds": 1}""", "state.json: is no state of a checkpoint: step is -1, and at least 1.")]
    [InlineData("""{"step": 5, "training_images": 10, "best_step": 6}""", "state.json: is no state of a checkpoint: best_step is 6, and from 1 to step, 5.")]
    [InlineData("{}", "state.json, line 1: is no state of a checkpoint: it lacks ")]
    [InlineData("null", "state.json: is no state")]
    [InlineData("[1]", "state.json, line 1: is no state")]
    public void A_state_that_cannot_be_is_told_before_anything_is_trained(string state, string problem)
    {
        _experiment.RunUntil(Folder, "step", 5);
        File.WriteAllText(Path.Combine(new RunFolder(Folder).Checkpoints.Last!, "state.json"), state);
        _experiment.Steps.Clear();
        Should.Throw<CheckpointException>(() => _experiment.Run(Folder, resume: true)).Message.ShouldContain(problem);
        _experiment.Steps.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"folder": null}""")]
    [InlineData("""{"folder": "../.."}""")]
    [InlineData("""{"folder": 5}""")]
    [InlineData("[]")]
    [InlineData("")]
    public void A_name_of_the_last_checkpoint_that_is_none_is_told_with_the_file(string pointer)
    {
        _experiment.RunUntil(Folder, "step", 5);
        var file = Path.Combine(Folder, "checkpoints", "last.json");
        File.WriteAllText(file, pointer);
        Should.Throw<CheckpointException>(() => _experiment.Run(Folder, resume: true)).Message.ShouldStartWith(file);
    }

    [Fact]
    public void A_result_that_could_not_be_written_is_told_before_the_training()
    {
        Directory.CreateDirectory(Path.Combine(Folder, "result.json"));
        Should.Throw<ExperimentException>(() => _experiment.Run(Folder)).Message.ShouldContain("result.json cannot be written: it is a folder.");
        _experiment.Steps.ShouldBeEmpty();
    }

    [Fact]
    public void A_second_process_that_looked_before_the_first_took_the_lock_does_not_write_over_its_run()
    {
        using (RunLockFile())
            Should.Throw<ExperimentException>(() => _experiment.Run(Folder)).Message.ShouldContain("another pixelfw trains in this folder");
        _experiment.Run(Folder);
        Should.Throw<ExperimentException>(() => _experiment.Run(Folder)).Message.ShouldContain("holds a run already");

        FileStream RunLockFile()
        {
            Directory.CreateDirectory(Folder);
            return new FileStream(Path.Combine(Folder, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
    }

    public void Dispose() => _experiment.Dispose();

    Dictionary<string, string> Contents() => Cli.TrainedRun.Files(Folder).ToDictionary(file => file, file => Convert.ToHexString(File.ReadAllBytes(Path.Combine(Folder, file))));
}
