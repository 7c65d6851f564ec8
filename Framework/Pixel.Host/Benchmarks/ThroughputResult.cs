using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pixel.Host.Benchmarks;

/// <summary>The throughput of a model on this machine.</summary>
public sealed record ThroughputResult
{
    const double ForwardPassesOfAStep = 3; // forward, and the gradients of inputs and of weights

    static readonly JsonSerializerOptions Format = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    /// <summary>The architecture's name.</summary>
    public required string Architecture { get; init; }

    /// <summary>The images' shape, channels × height × width.</summary>
    public required int[] Image { get; init; }

    /// <summary>Levels of a sub-pixel.</summary>
    public required int Levels { get; init; }

    /// <summary>Images a step.</summary>
    public required int Batch { get; init; }

    /// <summary>The median over the measured steps.</summary>
    [JsonPropertyName("train_images_per_s")]
    public required double TrainImagesPerSecond { get; init; }

    /// <summary>The median over the measured evaluations.</summary>
    [JsonPropertyName("eval_images_per_s")]
    public required double EvalImagesPerSecond { get; init; }

    /// <summary>Images drawn a second, a batch in lock-step.</summary>
    [JsonPropertyName("sample_images_per_s")]
    public required double SampleImagesPerSecond { get; init; }

    /// <summary>The sampler that drew them.</summary>
    public required string Sampler { get; init; }

    /// <summary>Trainable numbers.</summary>
    [JsonPropertyName("params")]
    public required long Parameters { get; init; }

    /// <summary>Multiply-adds of one forward pass over an image, masked taps not counted.</summary>
    public required long MultiplyAddsPerImage { get; init; }

    /// <summary>Threads that compute.</summary>
    public required int Threads { get; init; }

    /// <summary>The process's highest resident memory.</summary>
    public required long PeakMemoryBytes { get; init; }

    /// <summary>10⁹ operations a second of products of matrices at their best, on as many threads; null on a device that is not the CPU.</summary>
    public required double? PeakGflops { get; init; }

    /// <summary>10⁹ operations a second of training: a multiply-add is two, a step three forward passes' worth.</summary>
    public double TrainGflops => ForwardPassesOfAStep * Gflops(TrainImagesPerSecond);

    /// <summary><see cref="TrainGflops"/> as a share of <see cref="PeakGflops"/>.</summary>
    public double? TrainShareOfPeak => TrainGflops / PeakGflops;

    /// <summary>10⁹ operations a second of evaluation.</summary>
    public double EvalGflops => Gflops(EvalImagesPerSecond);

    /// <summary><see cref="EvalGflops"/> as a share of <see cref="PeakGflops"/>.</summary>
    public double? EvalShareOfPeak => EvalGflops / PeakGflops;

    /// <summary>10⁹ operations a second of sampling, of those that it takes: a forward pass for each image, whatever the sampler does besides.</summary>
    public double SampleGflops => Gflops(SampleImagesPerSecond);

    /// <summary><see cref="SampleGflops"/> as a share of <see cref="PeakGflops"/>.</summary>
    public double? SampleShareOfPeak => SampleGflops / PeakGflops;

    /// <summary>The result as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Format);

    double Gflops(double imagesPerSecond) => 2e-9 * MultiplyAddsPerImage * imagesPerSecond;
}
