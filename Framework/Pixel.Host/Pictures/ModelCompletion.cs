using Pixel.Contracts;
using Pixel.Host.Config;
using Pixel.Host.Data;
using Pixel.Host.Imaging;
using Pixel.Host.Models;
using Pixel.Sampling;

namespace Pixel.Host.Pictures;

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
    /// <exception cref="ExperimentException">
    /// A file cannot be written there, or the images of a class-conditional model have no labels; found out before any image is drawn.
    /// </exception>
    public static Canvas Draw(
        TrainedModel model, string path, CompletionRequest request, CancellationToken cancellation, AnimationRequest? animation = null)
    {
        var images = request.Originals.Images;
        var classes = model.Card.ToClasses();
        if (classes is null) request = request with { Originals = request.Originals with { Labels = null } };
        else if (request.Originals.Labels is null)
            throw new ExperimentException($"{request.Originals.Source}: there are no labels, and this model is conditioned on the class. Give one by --label, or sort the images into folders with the names of the classes: {classes}.", isUsage: true);
        return new ModelPicture
        {
            Path = path,
            Images = images.Count * request.PerImage,
            Shown = images.Count * (request.PerImage + 2),
            Draw = (sampler, how) => Completer.Complete(
                sampler, model.Card.ToShape(), images, request.Occlusion, request.PerImage, how, request.Originals.Labels, cancellation),
            Sheet = (canvas, isHidden) => CompletionSheet.Draw(images, request.Occlusion, canvas, isHidden),
            Contents = CompletionSheet.Contents(request, classes),
            Animation = animation,
        }.Write(model, request.Sampler, request.Options, cancellation);
    }
}

/// <summary>What to complete, and how.</summary>
/// <param name="Originals">The images.</param>
/// <param name="Occlusion">What of them is unknown.</param>
/// <param name="PerImage">Completions of each image, at least 1.</param>
/// <param name="Sampler">Incremental or ancestral.</param>
/// <param name="Options">Seed, temperature and progress.</param>
public sealed record CompletionRequest(Originals Originals, Occlusion Occlusion, int PerImage, string Sampler, SamplingOptions Options);

/// <summary>Draws what is unknown of images, several times over.</summary>
public static class Completer
{
    /// <summary>Completes images: known pixels stand, unknown ones are drawn in raster order given all pixels before them, known or drawn.</summary>
    /// <param name="sampler">The model.</param>
    /// <param name="shape">The shape of the images.</param>
    /// <param name="images">The whole images, (C, H, W); what is occluded is not looked at.</param>
    /// <param name="occlusion">Which pixels are unknown.</param>
    /// <param name="perImage">Completions of each image, at least 1.</param>
    /// <param name="options">Seed, temperature and progress.</param>
    /// <param name="labels">The label of each image, for a class-conditional model; null for others.</param>
    /// <param name="cancellation">Stops between two pixels.</param>
    /// <exception cref="ArgumentException">An image, or the occlusion, has another size, or a known level is out of range.</exception>
    /// <returns>Completion j of image i at i · <paramref name="perImage"/> + j, drawn with the random numbers of the sample of that index.</returns>
    public static Canvas Complete(
        ISampler sampler, ImageShape shape, IReadOnlyList<byte[]> images, Occlusion occlusion, int perImage, SamplingOptions options,
        IReadOnlyList<int>? labels = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(perImage, 1);
        if (images.Index().FirstOrDefault(image => image.Item.Length != shape.Dimensions) is { Item: not null } wrong)
            throw new ArgumentException($"Image {wrong.Index} has {Counted.Of(wrong.Item.Length, "level")}; {shape} needs {shape.Dimensions}.", nameof(images));
        if ((occlusion.Height, occlusion.Width) != (shape.Height, shape.Width))
            throw new ArgumentException($"The occlusion is of {occlusion.Height}×{occlusion.Width} pixels, the images are of {shape.Height}×{shape.Width}.", nameof(occlusion));
        byte[] levels = [.. images.SelectMany(image => Enumerable.Repeat(image, perImage)).SelectMany(level => level)];
        var area = shape.Height * shape.Width;
        var known = new bool[images.Count * perImage * area];
        for (var i = 0; i < known.Length; i++) known[i] = !occlusion.IsUnknown(i % area / shape.Width, i % shape.Width);
        var canvas = Canvas.Partial(shape, levels, known);
        canvas.Labels = labels is null ? null : [.. labels.SelectMany(label => Enumerable.Repeat(label, perImage))];
        sampler.Sample(canvas, options, cancellation);
        return canvas;
    }
}

/// <summary>The picture of completions, as in the paper's figure 1: a row for each image, what is known of it | its completions … | the original.</summary>
public static class CompletionSheet
{
    /// <summary>Draws the picture; unknown pixels of the first column are hatched in gray.</summary>
    /// <param name="originals">The images.</param>
    /// <param name="occlusion">What of them was unknown.</param>
    /// <param name="completions">The completions, those of an image one after the other.</param>
    /// <param name="isHidden">Whether a pixel (completion, row, column) is hatched instead of shown; without it all are shown.</param>
    public static RasterImage Draw(
        IReadOnlyList<byte[]> originals, Occlusion occlusion, Canvas completions, Func<int, int, int, bool>? isHidden = null)
    {
        var perImage = completions.Count / originals.Count;
        var columns = perImage + 2;
        var images = originals.SelectMany((original, i) =>
            Enumerable.Range(i * perImage, perImage).Select(j => completions[j].ToArray()).Prepend(original).Append(original));
        return ImageGrid.Draw([.. images], completions.Image, columns, isHidden: IsHidden);

        bool IsHidden(int cell, int row, int column)
        {
            var (image, place) = Math.DivRem(cell, columns);
            if (place == 0) return occlusion.IsUnknown(row, column);
            return place <= perImage && isHidden is not null && isHidden(image * perImage + place - 1, row, column);
        }
    }

    /// <summary>The first lines of the caption: what the picture shows.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="classes">The model's classes; null where it knows none.</param>
    public static IReadOnlyList<KeyValuePair<string, string>> Contents(CompletionRequest request, ImageClasses? classes = null)
    {
        List<KeyValuePair<string, string>> lines =
        [
            new("Columns", $"what is known (hatched: unknown) | {Counted.Of(request.PerImage, "completion")} | the original"),
            new("Rows", request.Originals.Source),
            .. classes is not null && request.Originals.Labels is { } labels ? [SampleLabels.Of(classes, labels)] : Array.Empty<KeyValuePair<string, string>>(),
            new("Occlusion", request.Occlusion.Summary),
        ];
        if (request.Occlusion.Caution is { } caution) lines.Add(new("Note", caution));
        return lines;
    }
}
