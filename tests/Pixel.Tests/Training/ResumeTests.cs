using System.Text.Json.Nodes;
using Pixel.Contracts;
using Pixel.Host.Config;
using Pixel.Host.Models;
using Pixel.Host.Storage;
using Pixel.Tests.Support;

namespace Pixel.Tests.Training;

public sealed class ResumeTests
{
    [Theory]
    [InlineData("rmsprop")]
    [InlineData("adam")]
    [InlineData("adamw")]
    public void Mistake_12_the_schedule_starts_anew_on_resumption_so_that_the_run_differs_from_an_uninterrupted_one(string optimizer)
    {
        using var folder = new TempFolder();
        using var whole = new TinyTraining(folder["whole"], Settings);
        whole.Run();

        using (var first = new TinyTraining(folder["parts"], Settings) { StopAfter = 7 })
            Should.Throw<OperationCanceledException>(first.Run);
        using var second = new TinyTraining(folder["parts"], Settings);
        second.Trainer.Resume();
        second.Trainer.Step.ShouldBe(7);
        second.Run();

        foreach (var file in new[] { CheckpointStore.Weights, CheckpointStore.Average, CheckpointStore.Optimizer })
            File.ReadAllBytes(Path.Combine(second.Store.Last!, file)).ShouldBe(File.ReadAllBytes(Path.Combine(whole.Store.Last!, file)), file);
        Curve(second).Select(line => line.ToJsonString()).ShouldBe(Curve(whole).Select(line => line.ToJsonString()));
        var (state, expected) = (CheckpointStore.ReadState(second.Store.Last!), CheckpointStore.ReadState(whole.Store.Last!));
        (state with { TrainSeconds = 0 }).ShouldBe(expected with { TrainSeconds = 0 });

        void Settings(TrainingSettings settings)
        {
            settings.Optimizer = optimizer;
            settings.Ema = 0.9;
            settings.Clip = 0.05;
            settings.Momentum = 0.5;
            settings.WeightDecay = 0.01;
            settings.Schedule.Kind = "cosine";
            settings.Schedule.Warmup = 3;
            settings.ValidateEvery = 4;
        }
    }

    [Theory]
    [InlineData("rmsprop", int.MaxValue, "is no state of this optimiser for this network. It holds 'input.weight.exp_avg', which this optimiser does not know. Restore the settings, or start anew with another --out.")]
    [InlineData("adam", 40, "declares a header of")]
    [InlineData("adam", -1, "is missing; an older pixelfw may have written this checkpoint. Go on with that version, or start anew with another --out.")]
    public void An_optimisers_state_that_does_not_fit_is_told_with_file_and_remedy(string optimizer, int bytes, string problem)
    {
        using var folder = new TempFolder();
        using (var first = new TinyTraining(folder.Path, settings => settings.Optimizer = "adam") { StopAfter = 3 })
            Should.Throw<OperationCanceledException>(first.Run);
        using var second = new TinyTraining(folder.Path, settings => settings.Optimizer = optimizer);
        var file = Path.Combine(second.Store.Last!, CheckpointStore.Optimizer);
        var state = File.ReadAllBytes(file);
        File.Delete(file);
        if (bytes > 0) File.WriteAllBytes(file, state[..Math.Min(bytes, state.Length)]);
        Should.Throw<CheckpointException>(second.Trainer.Resume).Message.ShouldStartWith($"{file}: {problem}");
    }

    [Theory]
    [InlineData("rmsprop", "square_avg", "momentum_buffer")]
    [InlineData("adam", "exp_avg", "exp_avg_sq")]
    [InlineData("adamw", "exp_avg", "exp_avg_sq")]
    public void An_optimisers_state_is_named_after_the_parameters_and_has_their_shapes(string optimizer, string first, string second)
    {
        using var folder = new TempFolder();
        using var run = new TinyTraining(folder.Path, settings => (settings.Optimizer, settings.Momentum) = (optimizer, 0.5));
        run.Run();
        var (weights, state) = (
            SafetensorsReader.Read(Path.Combine(run.Store.Last!, CheckpointStore.Weights)),
            SafetensorsReader.Read(Path.Combine(run.Store.Last!, CheckpointStore.Optimizer)));
        state.Names.ShouldBe(["step", .. weights.Names.Select(name => $"{name}.{first}"), .. weights.Names.Select(name => $"{name}.{second}")], ignoreOrder: true);
        state["step"].As<double>().ShouldBe([12]);
        foreach (var name in weights.Names)
            foreach (var quantity in new[] { first, second })
            {
                state[$"{name}.{quantity}"].Shape.ShouldBe(weights[name].Shape);
                state[$"{name}.{quantity}"].As<float>().ShouldContain(value => value != 0, $"{name}.{quantity}");
            }
    }

    [Theory]
    [InlineData(8)]
    [InlineData(12)] // the last step
    public void A_validation_that_is_interrupted_is_made_up_for_on_resumption(int step)
    {
        using var folder = new TempFolder();
        using var whole = new TinyTraining(folder["whole"], settings => settings.ValidateEvery = 4);
        whole.Run();
        using (var first = new TinyTraining(folder["parts"], settings => settings.ValidateEvery = 4) { StopInValidationAfter = step })
        {
            Should.Throw<OperationCanceledException>(first.Run);
            first.Validations.Count.ShouldBe(step / 4 - 1);
        }
        using var second = new TinyTraining(folder["parts"], settings => settings.ValidateEvery = 4);
        second.Trainer.Resume();
        second.Trainer.Step.ShouldBe(step);
        second.Run();
        Curve(second).Select(line => line.ToJsonString()).ShouldBe(Curve(whole).Select(line => line.ToJsonString()));
        (CheckpointStore.ReadState(second.Store.Best!) with { TrainSeconds = 0 })
            .ShouldBe(CheckpointStore.ReadState(whole.Store.Best!) with { TrainSeconds = 0 });
    }

    [Fact]
    public void What_fails_beside_the_training_loses_no_step()
    {
        using var folder = new TempFolder();
        using var whole = new TinyTraining(folder["whole"]);
        whole.Run();
        using (var first = new TinyTraining(folder["parts"]) { FailAfter = 8 }) // checkpoints are due at 5 and 10
            Should.Throw<InvalidOperationException>(first.Run).Message.ShouldBe("The moon is not full.");
        using var second = new TinyTraining(folder["parts"]);
        second.Trainer.Resume();
        second.Trainer.Step.ShouldBe(8);
        second.Run();
        File.ReadAllBytes(Path.Combine(second.Store.Last!, CheckpointStore.Weights)).ShouldBe(File.ReadAllBytes(Path.Combine(whole.Store.Last!, CheckpointStore.Weights)));
    }

    [Fact]
    public void Lines_of_the_curve_after_the_checkpoint_are_dropped_on_resumption()
    {
        using var folder = new TempFolder();
        using (var first = new TinyTraining(folder["run"]) { StopAfter = 5 })
            Should.Throw<OperationCanceledException>(first.Run);
        File.AppendAllText(Path.Combine(folder["run"], "metrics.jsonl"), """{"kind":"train","step":6}""" + "\n" + """{"kind":"tra""");
        using var second = new TinyTraining(folder["run"]);
        second.Trainer.Resume();
        second.Run();
        Curve(second).Select(line => (int)line["step"]!).ShouldBe([1, 2, 3, 4, 5, 5, 6, 7, 8, 9, 10, 10, 11, 12, 12]); // validations at 5, 10 and 12
    }

    [Fact]
    public void Weights_of_another_network_are_refused()
    {
        using var folder = new TempFolder();
        using (var first = new TinyTraining(folder["run"])) first.Run();
        using var other = new TinyModel("pixelcnn", Some.Gray, 1, ("Layers", 1));
        var weights = SafetensorsReader.Read(Path.Combine(new CheckpointStore(folder["run"]).Last!, CheckpointStore.Weights));
        Should.Throw<ModelException>(() => Pixel.Networks.NetworkWeights.Load(weights, other.Module))
            .Message.ShouldBe("The weights hold 'layer2_reduce.weight', which the network lacks; they belong to another network.");
    }

    static JsonNode[] Lines(TinyTraining run) => [.. File.ReadLines(run.Metrics).Select(line => JsonNode.Parse(line)!)];

    /// <summary>The learning curve without what depends on the clock.</summary>
    static List<JsonObject> Curve(TinyTraining run) => [.. Lines(run).Select(line =>
    {
        var entry = line.AsObject();
        entry.Remove("images_per_s");
        entry.Remove("train_seconds");
        entry.Remove("time");
        return entry;
    })];
}
