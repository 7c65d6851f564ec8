using Pixel.Host.Config;
using Pixel.Host.Data;
using Pixel.Host.Models;
using Pixel.Host.Training;
using Pixel.Networks;
using Pixel.Tests.Support;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Pixel.Tests.Training;

public sealed class TrainerTests
{
    [Fact]
    public void The_loss_falls_on_images_that_are_learnt_by_heart()
    {
        using var folder = new TempFolder();
        using var run = new TinyTraining(folder.Path, settings => (settings.Steps, settings.Optimizer, settings.LearningRate) = (80, "adam", 0.02));
        run.Run();
        run.Steps[^5..].Average(step => step.Nats).ShouldBeLessThan(0.8 * run.Steps[0].Nats);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)] // 3 + 1 of a batch of 4, 2 of the short batch that ends an epoch
    public void Steps_of_micro_batches_are_the_steps_of_the_whole_batches(int microBatch)
    {
        using var folder = new TempFolder();
        using var whole = new TinyTraining(Path.Combine(folder.Path, "whole"), settings => settings.Clip = 0.01);
        using var parts = new TinyTraining(
            Path.Combine(folder.Path, "parts"), settings => (settings.Clip, settings.MicroBatch) = (0.01, microBatch));
        whole.Run();
        parts.Run();
        foreach (var (one, other) in whole.Steps.Zip(parts.Steps))
        {
            other.Nats.ShouldBe(one.Nats, 1e-9);
            other.GradientNorm.ShouldBe(one.GradientNorm, 1e-9);
        }
        foreach (var (one, other) in whole.Model.Module.parameters().Zip(parts.Model.Module.parameters()))
            other.data<double>().ToArray().ShouldBe(one.data<double>().ToArray(), 1e-7);
    }

    [Theory]
    [InlineData("rmsprop")]
    [InlineData("adam")]
    [InlineData("adamw")]
    public void A_step_of_all_parameters_at_once_is_the_step_of_each_parameter(string optimizer)
    {
        using var folder = new TempFolder();
        using var run = new TinyTraining(folder.Path, settings => (settings.Optimizer, settings.WeightDecay) = (optimizer, 0.01));
        using var same = new TinyModel("pixelcnn", Some.Gray);
        run.Run();
        TrainEach(same, optimizer);
        foreach (var (one, other) in same.Module.parameters().Zip(run.Model.Module.parameters()))
            other.data<double>().ToArray().ShouldBe(one.data<double>().ToArray(), 1e-12);
    }

    static void TrainEach(TinyModel model, string name)
    {
        var (settings, images, plan) = (new TrainingSettings(), new RandomImageSet(Some.Gray, 18), new BatchPlan(18, 4, 0));
        var rate = settings.LearningRate;
        using OptimizerHelper optimizer = name switch
        {
            "adam" => optim.Adam(model.Module.parameters(), rate, settings.Beta1, settings.Beta2, settings.Epsilon, 0.01),
            "adamw" => optim.AdamW(model.Module.parameters(), rate, settings.Beta1, settings.Beta2, settings.Epsilon, 0.01),
            _ => optim.RMSProp(model.Module.parameters(), rate, settings.Alpha, settings.Epsilon, 0.01, settings.Momentum),
        };
        for (var step = 0; step < 12; step++)
        {
            using var scope = NewDisposeScope();
            var batch = plan.Batch(step);
            optimizer.zero_grad();
            var nats = TeacherForcing.Nats(model.Module, model.Likelihood, LevelBatch.Gather(images, batch, CPU, ScalarType.Float64)).Image;
            (nats.sum() / (batch.Length * (double)Some.Gray.Dimensions)).backward();
            optimizer.step();
        }
    }

    [Fact]
    public void A_loss_that_is_not_finite_stops_with_step_images_and_the_checkpoint_that_stands()
    {
        using var folder = new TempFolder();
        using var first = new TinyTraining(folder.Path) { StopAfter = 3 };
        Should.Throw<OperationCanceledException>(first.Run);
        using var second = new TinyTraining(folder.Path);
        second.Trainer.Resume();
        using (var scope = NewDisposeScope())
        using (no_grad())
            second.Model.Module.parameters().First().fill_(double.NaN);
        var indices = new BatchPlan(18, 4, 0).Batch(3).ToArray();
        Should.Throw<TrainingException>(second.Run).Message.ShouldBe(
            $"The loss is NaN at step 4, on training images {string.Join(", ", indices)}. The last good checkpoint is {first.Store.Last}; "
            + "lower training.learningRate or set training.clip, then continue with --resume.");
    }

    [Fact]
    public void The_best_checkpoint_is_kept_beside_the_last()
    {
        using var folder = new TempFolder();
        using var run = new TinyTraining(folder.Path, settings => (settings.ValidateEvery, settings.CheckpointEvery) = (2, 1));
        run.Run();
        var best = run.Validations.MinBy(validation => validation.Result.NatsPerImage)!;
        CheckpointStore.ReadState(run.Store.Best!).Step.ShouldBe(best.Step);
        CheckpointStore.ReadState(run.Store.Last!).Step.ShouldBe(12);
        Directory.GetDirectories(folder.Path).ShouldBe(new[] { run.Store.Best!, run.Store.Last! }.Distinct(), ignoreOrder: true);
    }

    [Fact]
    public void Every_image_is_trained_on_once_an_epoch_in_an_order_of_its_own()
    {
        var plan = new BatchPlan(10, 4, seed: 3);
        plan.StepsPerEpoch.ShouldBe(3);
        var epochs = Enumerable.Range(0, 2).Select(epoch => Enumerable.Range(0, 3).SelectMany(step => plan.Batch(epoch * 3 + step).ToArray()).ToArray()).ToArray();
        epochs.ShouldAllBe(epoch => epoch.Order().SequenceEqual(Enumerable.Range(0, 10)));
        epochs[0].ShouldNotBe(epochs[1]);
        plan.Batch(2).Length.ShouldBe(2);
        new BatchPlan(10, 4, seed: 3).Batch(4).ToArray().ShouldBe(plan.Batch(4).ToArray());
    }

    [Fact]
    public void The_moving_average_follows_its_formula()
    {
        using var model = new TinyModel("pixelcnn", Some.Gray);
        using var parameters = new ParameterVector(model.Module);
        using var average = new MovingAverage(model.Module, parameters, 0.5);
        var before = Bias(model.Module);
        using (no_grad()) parameters.Values.add_(1.0);
        average.Update(0); // the first decay is (1 + 0) / (10 + 0)
        Bias(average.Network).ShouldBe(0.1 * before + 0.9 * (before + 1), 1e-12);
        average.Update(1000); // now the decay that was asked for
        Bias(average.Network).ShouldBe(0.5 * (before + 0.9) + 0.5 * (before + 1), 1e-12);

        static double Bias(NetworkModule network) => NetworkWeights.Copy(network)["input.bias"].As<double>()[0];
    }
}
