using System.Globalization;
using Pixel.Host.Imaging;
using Pixel.Host.Storage;
using Pixel.Sampling;

namespace Pixel.Host.Experiments;

/// <summary>A PNG grid of samples and, beside it, a caption file that tells what they are.</summary>
public static class SampleSheet
{
    /// <summary>Writes the grid and its caption.</summary>
    /// <param name="path">The PNG file; the caption takes its name with the ending .txt.</param>
    /// <param name="canvas">The images.</param>
    /// <param name="caption">What they are.</param>
    public static void Save(string path, Canvas canvas, IReadOnlyList<KeyValuePair<string, string>> caption) =>
        Save(path, Draw(canvas), caption);

    /// <summary>Draws the grid.</summary>
    /// <param name="canvas">The images.</param>
    /// <param name="isHidden">Whether a pixel (image, row, column) is hatched instead of shown; without it all are shown.</param>
    public static RasterImage Draw(Canvas canvas, Func<int, int, int, bool>? isHidden = null) =>
        ImageGrid.Draw([.. Enumerable.Range(0, canvas.Count).Select(i => canvas[i].ToArray())], canvas.Image, isHidden: isHidden);

    /// <summary>Writes a picture and its caption.</summary>
    /// <param name="path">The PNG file; the caption takes its name with the ending .txt.</param>
    /// <param name="picture">The picture.</param>
    /// <param name="caption">What it shows.</param>
    public static void Save(string path, RasterImage picture, IReadOnlyList<KeyValuePair<string, string>> caption)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder) Directory.CreateDirectory(folder);
        PngWriter.Save(path, picture, caption);
        var width = caption.Max(line => line.Key.Length);
        AtomicFile.WriteText(
            Path.ChangeExtension(path, ".txt"), string.Concat(caption.Select(line => $"{line.Key.PadRight(width)}  {line.Value}\n")));
    }

    /// <summary>The caption of samples.</summary>
    /// <param name="card">The model.</param>
    /// <param name="weights">Which weights, such as the step.</param>
    /// <param name="options">How they were drawn.</param>
    /// <param name="sampler">The sampler's name.</param>
    /// <param name="count">How many.</param>
    public static IReadOnlyList<KeyValuePair<string, string>> Caption(
        ModelCard card, string weights, SamplingOptions options, string sampler, int count) =>
        Caption(card, weights, options, sampler, [new("Images", $"{count} samples of {card.ToShape()}")]);

    /// <summary>The caption of a picture of something else that was drawn.</summary>
    /// <param name="card">The model.</param>
    /// <param name="weights">Which weights, such as the step.</param>
    /// <param name="options">How it was drawn.</param>
    /// <param name="sampler">The sampler's name.</param>
    /// <param name="contents">What the picture shows.</param>
    public static IReadOnlyList<KeyValuePair<string, string>> Caption(
        ModelCard card, string weights, SamplingOptions options, string sampler, IReadOnlyList<KeyValuePair<string, string>> contents)
    {
        List<KeyValuePair<string, string>> lines =
        [
            .. contents,
            new("Model", $"{card.Architecture}, {weights}"),
            new("Trained on", card.Data),
            new("Seed", options.Seed.ToString(CultureInfo.InvariantCulture)),
            new("Temperature", options.Temperature.ToString(CultureInfo.InvariantCulture)),
            new("Sampler", sampler),
        ];
        if (card.StandIn) lines.Insert(0, new("WARNING", "the project's small sample stood in for the data; this is no result on it"));
        return lines;
    }
}
