using Pixel.Host.Evaluation;
using Pixel.Sampling;
using Pixel.Tests.Support;
using static TorchSharp.torch;

namespace Pixel.Tests.Training;

[Collection("native memory")]
public sealed class NativeMemoryTests
{
    [Fact]
    public void The_number_of_live_tensors_is_flat_over_50_training_steps()
    {
        using var folder = new TempFolder();
        var counts = new List<long>();
        using var run = new TinyTraining(folder.Path, settings => (settings.Steps, settings.Ema, settings.Clip, settings.Optimizer) = (60, 0.9, 1, "adam"));
        run.Trainer.Run(new Pixel.Host.Training.MetricsLog(run.Metrics, 0), afterEpoch: _ => counts.Add(Tensor.TotalCount));
        counts.Count.ShouldBe(12); // 18 images in batches of 4 are 5 steps an epoch
        counts[1..].ShouldAllBe(count => count == counts[1]);
    }

    [Fact]
    public void Evaluation_and_ancestral_sampling_leave_no_tensor_behind()
    {
        using var model = new TinyModel("pixelcnn", Some.Gray);
        Work();
        var before = Tensor.TotalCount;
        Work();
        Tensor.TotalCount.ShouldBe(before);

        void Work()
        {
            Evaluator.Evaluate(model.Module, model.Likelihood, new RandomImageSet(Some.Gray, 5), 2);
            using var sampler = Samplers.CreateAncestral(model.Module, model.Likelihood, 2);
            sampler.Sample(Canvas.Empty(Some.Gray, 3), new SamplingOptions());
        }
    }
}
