using Pixel.Host.Config;
using Pixel.Host.Imaging;
using Pixel.Host.Models;
using Pixel.Host.Storage;
using Pixel.Sampling;

namespace Pixel.Host.Pictures;

/// <summary>A picture of what a model draws, with its caption: the one way from a model to files, for samples and for completions.</summary>
sealed record ModelPicture
{
    /// <summary>Images drawn in lock-step at most: more cost memory and gain no speed.</summary>
    const int LargestBatch = 64;

    /// <summary>The PNG file; the caption takes its name with the ending .txt.</summary>
    public required string Path { get; init; }

    /// <summary>Images that are drawn.</summary>
    public required int Images { get; init; }

    /// <summary>Images that the picture shows, those that are not drawn included.</summary>
    public required int Shown { get; init; }

    /// <summary>Draws the images.</summary>
    public required Func<ISampler, SamplingOptions, Canvas> Draw { get; init; }

    /// <summary>Makes the picture of the images, some pixels (image, row, column) of which are hidden; null hides none.</summary>
    public required Func<Canvas, Func<int, int, int, bool>?, RasterImage> Sheet { get; init; }

    /// <summary>The first lines of the caption: what the picture shows.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Contents { get; init; }

    /// <summary>Which distributions of the first image to write as well; null for none.</summary>
    public DistributionRequest? Distributions { get; init; }

    /// <summary>Where to write an animation of the images being drawn as well; null for none.</summary>
    public AnimationRequest? Animation { get; init; }

    /// <summary>Draws the images and writes the files.</summary>
    /// <param name="model">The model.</param>
    /// <param name="samplerName">Incremental or ancestral.</param>
    /// <param name="options">Seed, temperature and progress.</param>
    /// <param name="cancellation">Stops between two frames of the animation, which is then not written.</param>
    /// <returns>The images.</returns>
    /// <exception cref="ExperimentException">A file cannot be written there; found out before any image is drawn.</exception>
    public Canvas Write(TrainedModel model, string samplerName, SamplingOptions options, CancellationToken cancellation)
    {
        CheckFiles();
        var recorder = new DistributionRecorder(Distributions?.Places ?? []);
        using var sampler = model.CreateSampler(samplerName, Math.Min(Images, LargestBatch));
        var canvas = Draw(sampler, Distributions is null ? options : options with { Observer = recorder });
        var caption = SampleSheet.Caption(model, options, sampler.Name, Contents);
        SampleSheet.Save(Path, Sheet(canvas, null), caption);
        if (Distributions is not null) DistributionFiles.Save(Distributions.Prefix, recorder.Distributions, canvas, options.Temperature, caption);
        if (Animation is not null) DrawingAnimation.Save(Animation, canvas, Sheet, caption, cancellation);
        return canvas;
    }

    void CheckFiles()
    {
        OutputCheck.Png(Path);
        if (Distributions is not null) OutputCheck.Png(Distributions.Prefix + ".png");
        if (Animation is not null) OutputCheck.Animation(Animation.Path, Shown, Path, Distributions?.Prefix + ".png");
    }
}

/// <summary>Finds out that a picture cannot be written before it is drawn.</summary>
static class OutputCheck
{
    // Each of some hundred frames is looked at whole: with more images that takes minutes.
    const int MostAnimated = 1024;

    /// <summary>Throws where a PNG file cannot be written.</summary>
    public static void Png(string path)
    {
        if (!string.Equals(Path.GetExtension(path), ".png", StringComparison.OrdinalIgnoreCase) || Directory.Exists(path))
            throw new ExperimentException($"{path} is no name of a PNG file. Give one that ends in .png by --out.", isUsage: true);
        OutputFolder.Check(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    /// <summary>Throws where an animated PNG file cannot be written, would take the place of another file, or would show too many images.</summary>
    public static void Animation(string path, int images, params IEnumerable<string?> others)
    {
        if (Path.GetExtension(path).ToLowerInvariant() is not (".apng" or ".png") || Directory.Exists(path))
            throw new ExperimentException($"{path} is no name of an animated PNG file. Give one that ends in .apng or .png by --animate.", isUsage: true);
        if (others.Any(other => other is not null && Path.GetFullPath(other) == Path.GetFullPath(path)))
            throw new ExperimentException($"{path} is where another picture goes. Give the animation a name of its own by --animate.", isUsage: true);
        if (images > MostAnimated)
        {
            throw new ExperimentException(
                $"The animation would show {images} images; at most {MostAnimated} are allowed. Ask for fewer, or leave --animate out.", isUsage: true);
        }

        OutputFolder.Check(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }
}
