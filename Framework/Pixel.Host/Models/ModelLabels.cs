using Pixel.Host.Config;
using Pixel.Host.Data;

namespace Pixel.Host.Models;

/// <summary>Gives images the labels that a model knows.</summary>
public static class ModelLabels
{
    /// <summary>Images with the labels of a model's own classes, told by their names where they are counted otherwise.</summary>
    /// <param name="images">The images.</param>
    /// <param name="card">The model; of one that knows no classes the images are not looked at.</param>
    /// <exception cref="ExperimentException">The images have no labels, or some of other classes.</exception>
    public static IImageSet Fit(IImageSet images, ModelCard card)
    {
        if (card.ToClasses() is not { } known) return images;
        if (images.Classes is not { } own) throw new ExperimentException(
            $"{images.Name}: the images have no labels, and this model is conditioned on the class. Give one for all of them by --label, or "
            + (images.Split == DataSplit.Given ? $"sort them into folders with the names of the classes: {known}." : "read theirs by --set data.labels=true."), isUsage: true);
        if (own == known) return images;
        if (own.Names is not { } names || known.Names is not { } knownNames || names.Except(knownNames).Any())
            throw new ExperimentException($"{images.Name} has {own}; the model was trained on {known}.");
        int[] labels = [.. names.Select(name => knownNames.ToList().IndexOf(name))];
        return new Relabelled(images, known, index => labels[images.LabelOf(index)]);
    }

    /// <summary>Images that all have one label, whatever their own.</summary>
    /// <param name="images">The images.</param>
    /// <param name="classes">The model's classes.</param>
    /// <param name="label">The label.</param>
    public static IImageSet All(IImageSet images, ImageClasses classes, int label) => new Relabelled(images, classes, _ => label);
}
