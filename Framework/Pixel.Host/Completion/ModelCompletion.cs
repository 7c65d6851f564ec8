using Pixel.Host.Animations;
using Pixel.Host.Experiments;
using Pixel.Sampling;

namespace Pixel.Host.Completion;

/// <summary>Completes occluded images with a trained model.</summary>
public static class ModelCompletion
{
    /// <summary>Completes images and writes them as a grid with a caption.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The PNG file.</param>
    /// <param name="request">What to complete, and how.</param>
    /// <param name="cancellation">Stops between two pixels, and no file is then written; or between two frames, and the animation is not.</param>
    /// <param name="animation">Where to write an animation of the completions being drawn as well; null for none.</param>
    /// <returns>The completions, those of an image one after the other.</returns>
    /// <exception cref="ExperimentException">A file cannot be written there; found out before any image is drawn.</exception>
    public static Canvas Draw(
        TrainedModel model, string path, CompletionRequest request, CancellationToken cancellation, AnimationRequest? animation = null)
    {
        OutputCheck.Png(path);
        var images = request.Originals.Images;
        if (animation is not null) OutputCheck.Animation(animation.Path, images.Count * (request.PerImage + 2), path);
        using var sampler = model.CreateSampler(request.Sampler, Math.Min(images.Count * request.PerImage, ModelSampling.LargestBatch));
        var completions = Completer.Complete(
            sampler, model.Card.ToShape(), images, request.Occlusion, request.PerImage, request.Options, cancellation);
        var caption = SampleSheet.Caption(
            model.Card, $"step {model.History.Step}", request.Options, sampler.Name, CompletionSheet.Contents(request));
        SampleSheet.Save(path, CompletionSheet.Draw(images, request.Occlusion, completions), caption);
        if (animation is not null)
        {
            DrawingAnimation.Save(
                animation, completions, (canvas, isHidden) => CompletionSheet.Draw(images, request.Occlusion, canvas, isHidden), caption, cancellation);
        }

        return completions;
    }
}
