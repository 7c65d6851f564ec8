using Pixel.Checks.Models;
using Pixel.Contracts;
using Pixel.Host.Config;
using Pixel.Host.Training;
using Pixel.Tests.Support;
using static TorchSharp.torch;

namespace Pixel.Tests.Training;

/// <summary>Losses, gradients, validations and weights that are NaN or infinite.</summary>
public sealed class NotFiniteTests : IDisposable
{
    readonly TempFolder _folder = new();

    [Theory]
    [InlineData(null)]
    [InlineData(0.1)]
    public void A_gradient_that_is_not_finite_is_not_applied_even_where_the_loss_is(double? clip)
    {
        using var run = new TinyTraining(_folder.Path, settings => settings.Clip = clip, new SteepModel());
        var before = run.Model.Weights;
        Should.Throw<TrainingException>(run.Run).Message.ShouldStartWith("The norm of the gradient is NaN at step 1, on training images ");
        var after = run.Model.Weights;
        foreach (var name in before.Names) after[name].As<double>().ShouldBe(before[name].As<double>(), name);
        Directory.EnumerateFileSystemEntries(_folder.Path).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0.9)]
    public void Weights_that_are_not_finite_are_never_saved_and_the_advice_leads_on(double? ema)
    {
        using (var first = new TinyTraining(_folder.Path, Settings(1e-3)) { StopAfter = 3 }) Should.Throw<OperationCanceledException>(first.Run);
        using (var second = new TinyTraining(_folder.Path, Settings(1e300)))
        {
            second.Trainer.Resume();
            var last = second.Store.Last;
            Should.Throw<TrainingException>(second.Run).Message.ShouldBe(
                "The weights are not finite after step 4, or give the images of that step no finite likelihood. "
                + $"The last good checkpoint is {last}; lower training.learningRate or set training.clip, then continue with --resume.");
            second.Store.Last.ShouldBe(last);
        }
        using var third = new TinyTraining(_folder.Path, Settings(1e-3));
        third.Trainer.Resume();
        third.Trainer.Step.ShouldBe(3);
        third.Run();
        third.Validations.ShouldAllBe(validation => double.IsFinite(validation.Result.NatsPerImage));

        Action<TrainingSettings> Settings(double rate) => settings =>
            (settings.LearningRate, settings.CheckpointEvery, settings.Optimizer, settings.Ema) = (rate, 1, "adam", ema);
    }

    [Fact]
    public void A_validation_that_is_not_finite_ends_the_training_and_nothing_is_saved()
    {
        using var run = new TinyTraining(_folder.Path, settings => (settings.LearningRate, settings.ValidateEvery, settings.Optimizer) = (1e300, 1, "adam"));
        var message = Should.Throw<TrainingException>(run.Run).Message;
        message.ShouldStartWith("After step 1: The negative log-likelihood of image 0 of random, validation, is NaN");
        message.ShouldEndWith("No checkpoint was written yet; lower training.learningRate or set training.clip.");
        run.Store.Last.ShouldBeNull();
    }

    [Fact]
    public void A_gradient_of_any_length_is_told_to_the_learning_curve()
    {
        using var run = new TinyTraining(_folder.Path);
        run.Run();
        run.Steps.ShouldAllBe(step => step.GradientNorm > 0);
        File.ReadAllLines(run.Metrics).Count(line => line.Contains("\"gradient_norm\":")).ShouldBe(12);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>A model whose loss is finite, and whose gradient is not.</summary>
    sealed class SteepModel() : CheckedModel(
        Plugins.Find("pixelcnn"), (ModelOptions)Activator.CreateInstance(Plugins.Find("pixelcnn").OptionsType)!, Some.Gray, Plugins.Catalog, likelihood: new SteepLikelihood());

    sealed class SteepLikelihood : ILikelihood
    {
        readonly ILikelihood _right = Pixel.Likelihoods.LikelihoodCatalog.Shared.Find("auto", new LikelihoodContext(Some.Gray));

        public string Name => "steep";

        public ChannelGroups OutputFor(ImageShape image) => _right.OutputFor(image);

        /// <summary>The square root's slope at 0 is infinite.</summary>
        public Tensor NegativeLogLikelihood(Tensor output, Tensor levels, ImageShape image, ForwardContext? context = null) =>
            _right.NegativeLogLikelihood(output, levels, image) + (output * 0).sum([1L, 2, 3]).sqrt(); // (B)

        public void Probabilities(ReadOnlySpan<double> output, ReadOnlySpan<byte> pixel, int channel, Span<double> probabilities) =>
            _right.Probabilities(output, pixel, channel, probabilities);
    }
}
