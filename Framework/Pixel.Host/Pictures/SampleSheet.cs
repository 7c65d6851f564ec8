using System.Globalization;
using Pixel.Contracts;
using Pixel.Host.Config;
using Pixel.Host.Imaging;
using Pixel.Host.Models;
using Pixel.Host.Storage;
using Pixel.Sampling;

namespace Pixel.Host.Pictures;

/// <summary>A PNG grid of samples and, beside it, a caption file that tells what they are.</summary>
public static class SampleSheet
{
    /// <summary>Draws the grid.</summary>
    /// <param name="canvas">The images.</param>
    /// <param name="isHidden">Whether a pixel (image, row, column) is hatched instead of shown; without it all are shown.</param>
    /// <param name="columns">Images in a row; without it the grid is about square.</param>
    public static RasterImage Draw(Canvas canvas, Func<int, int, int, bool>? isHidden = null, int? columns = null) =>
        ImageGrid.Draw([.. Enumerable.Range(0, canvas.Count).Select(i => canvas[i].ToArray())], canvas.Image, columns, isHidden: isHidden);

    /// <summary>Writes a picture and its caption.</summary>
    /// <param name="path">The PNG file; the caption takes its name with the ending .txt.</param>
    /// <param name="picture">The picture.</param>
    /// <param name="caption">What it shows.</param>
    public static void Save(string path, RasterImage picture, IReadOnlyList<KeyValuePair<string, string>> caption)
    {
        PngWriter.Save(path, picture, caption);
        var width = caption.Max(line => line.Key.Length);
        AtomicFile.WriteText(
            Path.ChangeExtension(path, ".txt"), string.Concat(caption.Select(line => $"{line.Key.PadRight(width)}  {line.Value}\n")));
    }

    /// <summary>The caption of what a model drew.</summary>
    /// <param name="model">The model.</param>
    /// <param name="options">How it was drawn.</param>
    /// <param name="sampler">The sampler's name.</param>
    /// <param name="contents">What the picture shows.</param>
    public static IReadOnlyList<KeyValuePair<string, string>> Caption(
        TrainedModel model, SamplingOptions options, string sampler, IReadOnlyList<KeyValuePair<string, string>> contents)
    {
        var card = model.Card;
        List<KeyValuePair<string, string>> lines =
        [
            .. contents,
            new("Model", $"{card.Architecture}, step {model.History.Step}"),
            new("Trained on", card.Data),
            new("Seed", options.Seed.ToString(CultureInfo.InvariantCulture)),
            new("Temperature", options.Temperature.ToString(CultureInfo.InvariantCulture)),
            new("Sampler", sampler),
        ];
        if (card.StandIn) lines.Insert(0, new("WARNING", "the project's small sample stood in for the data; this is no result on it"));
        return lines;
    }
}

/// <summary>Draws samples from a trained model.</summary>
public static class ModelSampling
{
    /// <summary>Draws images and writes them as a grid with a caption.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The PNG file.</param>
    /// <param name="count">How many images; of a class-conditional model of all classes in turn.</param>
    /// <param name="samplerName">Incremental or ancestral.</param>
    /// <param name="options">Seed, temperature and progress.</param>
    /// <param name="cancellation">Stops between two pixels, and no file is then written; or between two frames, and the animation is not.</param>
    /// <param name="distributions">Which distributions of the first image to write as well; null for none.</param>
    /// <param name="animation">Where to write an animation of the images being drawn as well; null for none.</param>
    /// <param name="labels">Other classes for a class-conditional model, and as many images as there are labels; null for those in turn.</param>
    /// <returns>The images.</returns>
    /// <exception cref="ExperimentException">A file cannot be written there; found out before any image is drawn.</exception>
    public static Canvas Draw(
        TrainedModel model, string path, int count, string samplerName, SamplingOptions options, CancellationToken cancellation,
        DistributionRequest? distributions = null, AnimationRequest? animation = null, SampleLabels? labels = null)
    {
        var shape = model.Card.ToShape();
        if (model.Card.ToClasses() is { } classes) labels ??= SampleLabels.InTurn(classes, count);
        count = labels?.Values.Length ?? count;
        return new ModelPicture
        {
            Path = path,
            Images = count,
            Shown = count,
            Draw = (sampler, how) =>
            {
                var canvas = Canvas.Empty(shape, count);
                canvas.Labels = labels?.Values;
                sampler.Sample(canvas, how, cancellation);
                return canvas;
            },
            Sheet = (canvas, isHidden) => SampleSheet.Draw(canvas, isHidden, labels?.Columns),
            Contents = [new("Images", $"{Counted.Of(count, "sample")} of {shape}"), .. labels is null ? [] : new[] { labels.Caption }],
            Distributions = distributions,
            Animation = animation,
        }.Write(model, samplerName, options, cancellation);
    }
}
