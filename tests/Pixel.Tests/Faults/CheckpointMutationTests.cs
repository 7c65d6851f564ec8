using System.Text;
using Pixel.Host.Models;
using Pixel.Host.Training;

namespace Pixel.Tests.Faults;

/// <summary>Random damage to what a run resumes from, beside its weights.</summary>
public sealed class CheckpointMutationTests
{
    [Fact]
    public void Damaged_states() => Campaign.Run(
        "state.json", Encoding.UTF8.GetBytes("""
            {
              "step": 400,
              "training_images": 54000,
              "best_step": 200,
              "best_nats": 81.83110920886993,
              "validation_due": false,
              "train_seconds": 1.25
            }
            """),
        path =>
        {
            var state = CheckpointStore.ReadState(Path.GetDirectoryName(path)!);
            (state.Step, state.TrainingImages).ShouldBeGreaterThan((0L, 0));
            (state.BestStep ?? 1).ShouldBeInRange(1, state.Step);
            double.IsFinite(state.TrainSeconds).ShouldBeTrue();
        });

    [Fact]
    public void Damaged_names_of_the_last_checkpoint() => Campaign.Run("last.json", """{"folder": "step-000000400"}"""u8.ToArray(), path =>
    {
        var checkpoints = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(Path.Combine(checkpoints, "step-000000400"));
        new CheckpointStore(checkpoints).Last.ShouldBe(Path.Combine(checkpoints, "step-000000400"));
    });

    [Fact]
    public void Damaged_learning_curves_keep_whole_lines_up_to_the_step() => Campaign.Run(
        "metrics.jsonl", Encoding.UTF8.GetBytes("""
            {"kind":"train","step":100,"epoch":1,"nats_per_image":206.5,"bits_per_dim":0.38,"learning_rate":0.001,"gradient_norm":null,"images_per_s":800}
            {"kind":"validation","step":100,"nats_per_image":150.25,"bits_per_dim":0.27,"images":2000,"is_best":true}
            {"kind":"train","step":200,"epoch":2,"nats_per_image":106.5,"bits_per_dim":0.18,"learning_rate":0.001,"gradient_norm":1.5,"images_per_s":800}

            """),
        path =>
        {
            _ = new MetricsLog(path, 100, validationDue: false);
            File.ReadLines(path).ShouldAllBe(line => line.StartsWith('{') || line.StartsWith(' '));
        });
}
