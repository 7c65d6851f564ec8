using System.Text.Json.Nodes;
using Pixel.Host.Benchmarks;

namespace Pixel.Tests.Benchmarks;

public sealed class ThroughputResultTests
{
    static readonly ThroughputResult Result = new()
    {
        Architecture = "pixelcnn",
        Image = [1, 28, 28],
        Levels = 2,
        Batch = 16,
        TrainImagesPerSecond = 1000,
        EvalImagesPerSecond = 4000,
        SampleImagesPerSecond = 500,
        Sampler = "incremental",
        Parameters = 27489,
        MultiplyAddsPerImage = 15_000_000,
        Threads = 2,
        PeakMemoryBytes = 300 << 20,
        PeakGflops = 400,
    };

    [Fact]
    public void A_multiply_add_is_two_operations_and_training_takes_three_forward_passes()
    {
        Result.EvalGflops.ShouldBe(120, 1e-9);
        Result.SampleGflops.ShouldBe(15, 1e-9);
        Result.TrainGflops.ShouldBe(90, 1e-9);
    }

    [Fact]
    public void Shares_are_of_the_measured_peak()
    {
        Result.TrainShareOfPeak!.Value.ShouldBe(0.225, 1e-12);
        Result.EvalShareOfPeak!.Value.ShouldBe(0.3, 1e-12);
        Result.SampleShareOfPeak!.Value.ShouldBe(0.0375, 1e-12);
    }

    [Fact]
    public void Without_a_peak_there_are_no_shares()
    {
        var result = Result with { PeakGflops = null };
        result.TrainShareOfPeak.ShouldBeNull();
        result.EvalShareOfPeak.ShouldBeNull();
        result.SampleShareOfPeak.ShouldBeNull();
        result.TrainGflops.ShouldBe(90, 1e-9);
    }

    [Fact]
    public void The_json_has_the_keys_that_scripts_read()
    {
        var json = JsonNode.Parse(Result.ToJson())!.AsObject();
        json.Select(pair => pair.Key).ShouldBe(
        [
            "architecture", "image", "levels", "batch", "train_images_per_s", "eval_images_per_s", "sample_images_per_s", "sampler", "params",
            "multiply_adds_per_image", "threads", "peak_memory_bytes", "peak_gflops", "train_gflops", "train_share_of_peak", "eval_gflops",
            "eval_share_of_peak", "sample_gflops", "sample_share_of_peak",
        ]);
        ((double)json["train_gflops"]!).ShouldBe(90, 1e-9);
        ((double)json["sample_share_of_peak"]!).ShouldBe(0.0375, 1e-12);
    }
}
