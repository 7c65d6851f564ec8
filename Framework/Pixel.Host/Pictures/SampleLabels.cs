using System.Globalization;
using Pixel.Host.Config;
using Pixel.Host.Data;
using Pixel.Host.Models;

namespace Pixel.Host.Pictures;

/// <summary>Which class each image of a sheet is to be of, and how they are laid out.</summary>
/// <param name="Values">The label of each image.</param>
/// <param name="Columns">Images in a row of the sheet; null for a sheet that is about square.</param>
/// <param name="Caption">The line of the caption that tells it.</param>
public sealed record SampleLabels(int[] Values, int? Columns, KeyValuePair<string, string> Caption)
{
    const int MostImages = 65536;
    const int MostColumns = 32;
    const int MostListed = 20;

    /// <summary>All images of one class.</summary>
    /// <param name="classes">The model's classes.</param>
    /// <param name="label">The class.</param>
    /// <param name="count">How many images.</param>
    public static SampleLabels One(ImageClasses classes, int label, int count) =>
        new([.. Enumerable.Repeat(label, count)], null, new("Class", classes.Title(label)));

    /// <summary>A row of images for each class.</summary>
    /// <param name="classes">The model's classes.</param>
    /// <param name="count">How many images of each.</param>
    /// <exception cref="ExperimentException">They are too many.</exception>
    public static SampleLabels Rows(ImageClasses classes, int count)
    {
        if ((long)count * classes.Count > MostImages)
        {
            throw new ExperimentException(
                $"--label {LabelArgument.All}: {classes.Count} classes with {count} images each are {(long)count * classes.Count}; at most {MostImages} are allowed. Lower --count.", isUsage: true);
        }

        return new([.. Enumerable.Range(0, classes.Count).SelectMany(label => Enumerable.Repeat(label, count))], count, new("Rows", InOrder(classes, classes.Count)));
    }

    /// <summary>Images of all classes in turn, a column for each where that fits.</summary>
    /// <param name="classes">The model's classes.</param>
    /// <param name="count">How many images.</param>
    public static SampleLabels InTurn(ImageClasses classes, int count)
    {
        var isTable = classes.Count <= Math.Min(count, MostColumns);
        return new(
            [.. Enumerable.Range(0, count).Select(i => i % classes.Count)], isTable ? classes.Count : null,
            new(isTable ? "Columns" : "Classes", InOrder(classes, Math.Min(count, classes.Count)) + (isTable ? "" : ", in turn")));
    }

    /// <summary>The line of a caption that tells the classes of images that are given.</summary>
    /// <param name="classes">The model's classes.</param>
    /// <param name="labels">The label of each image.</param>
    internal static KeyValuePair<string, string> Of(ImageClasses classes, IReadOnlyList<int> labels) => new(
        "Classes", labels.Distinct().Count() == 1 ? classes.Title(labels[0]) : string.Join(", ", labels.Take(MostListed).Select(classes.Title)) + (labels.Count > MostListed ? ", …" : ""));

    // The first classes, one by one where there is room.
    static string InOrder(ImageClasses classes, int count) => count <= MostListed
        ? string.Join(", ", Enumerable.Range(0, count).Select(classes.Title))
        : string.Create(CultureInfo.InvariantCulture, $"{classes.Title(0)} to {classes.Title(count - 1)}");
}
