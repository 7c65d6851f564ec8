using Pixel.Host.Animations;
using Pixel.Host.Distributions;
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
    /// <param name="cancellation">Stops between two pixels, and no file is then written; or between two frames, and the animation is not.</param>
    /// <param name="distributions">Which distributions of the first image to write as well; null for none.</param>
    /// <param name="animation">Where to write an animation of the images being drawn as well; null for none.</param>
    /// <returns>The images.</returns>
    /// <exception cref="ExperimentException">A file cannot be written there; found out before any image is drawn.</exception>
    public static Canvas Draw(
        TrainedModel model, string path, int count, string samplerName, SamplingOptions options, CancellationToken cancellation,
        DistributionRequest? distributions = null, AnimationRequest? animation = null)
    {
        OutputCheck.Png(path);
        if (distributions is not null) OutputCheck.Png(distributions.Prefix + ".png");
        if (animation is not null) OutputCheck.Animation(animation.Path, count, path, distributions?.Prefix + ".png");
        var recorder = new DistributionRecorder(distributions?.Places ?? []);
        var canvas = Canvas.Empty(model.Card.ToShape(), count);
        using var sampler = model.CreateSampler(samplerName, Math.Min(count, LargestBatch));
        sampler.Sample(canvas, distributions is null ? options : options with { Observer = recorder }, cancellation);
        var caption = SampleSheet.Caption(model.Card, $"step {model.History.Step}", options, sampler.Name, count);
        SampleSheet.Save(path, canvas, caption);
        if (distributions is not null) DistributionFiles.Save(distributions.Prefix, recorder.Distributions, canvas, caption);
        if (animation is not null) DrawingAnimation.Save(animation, canvas, SampleSheet.Draw, caption, cancellation);
        return canvas;
    }
}
