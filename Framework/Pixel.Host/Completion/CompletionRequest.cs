using Pixel.Sampling;

namespace Pixel.Host.Completion;

/// <summary>What to complete, and how.</summary>
/// <param name="Originals">The images.</param>
/// <param name="Occlusion">What of them is unknown.</param>
/// <param name="PerImage">Completions of each image, at least 1.</param>
/// <param name="Sampler">Incremental or ancestral.</param>
/// <param name="Options">Seed, temperature and progress.</param>
public sealed record CompletionRequest(Originals Originals, Occlusion Occlusion, int PerImage, string Sampler, SamplingOptions Options);
