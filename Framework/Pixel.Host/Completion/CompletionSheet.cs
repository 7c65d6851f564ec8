using Pixel.Host.Imaging;
using Pixel.Sampling;

namespace Pixel.Host.Completion;

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
    public static IReadOnlyList<KeyValuePair<string, string>> Contents(CompletionRequest request)
    {
        List<KeyValuePair<string, string>> lines =
        [
            new("Columns", $"what is known (hatched: unknown) | {request.PerImage} completions | the original"),
            new("Rows", request.Originals.Source),
            new("Occlusion", request.Occlusion.Summary),
        ];
        if (request.Occlusion.Caution is { } caution) lines.Add(new("Note", caution));
        return lines;
    }
}
