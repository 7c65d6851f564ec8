using Pixel.Sampling;

namespace Pixel.Host.Experiments;

/// <summary>Draws images from a trained model.</summary>
public static class ModelSampling
{
    /// <summary>Images drawn in lock-step at most: more cost memory and gain no speed.</summary>
    internal const int LargestBatch = 64;


    /// <summary>Draws images and writes them as a grid with a caption.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The PNG file.</param>
    /// <param name="count">How many images.</param>
    /// <param name="samplerName">Incremental or ancestral.</param>
    /// <param name="options">Seed, temperature and progress.</param>
    /// <param name="cancellation">Stops between two pixels; no file is then written.</param>
    /// <returns>The images.</returns>
    /// <exception cref="ExperimentException">The file cannot be written there; found out before any image is drawn.</exception>
    public static Canvas Draw(
        TrainedModel model, string path, int count, string samplerName, SamplingOptions options, CancellationToken cancellation)
    {
        OutputCheck.Png(path);
        var canvas = Canvas.Empty(model.Card.ToShape(), count);
        using var sampler = model.CreateSampler(samplerName, Math.Min(count, LargestBatch));
        sampler.Sample(canvas, options, cancellation);
        SampleSheet.Save(path, canvas, SampleSheet.Caption(model.Card, $"step {model.History.Step}", options, sampler.Name, count));
        return canvas;
    }
}
