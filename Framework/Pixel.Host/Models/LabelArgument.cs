using System.Globalization;
using Pixel.Host.Config;
using Pixel.Host.Data;

namespace Pixel.Host.Models;

/// <summary>Reads which class a user asks for: its name, or its label.</summary>
public static class LabelArgument
{
    /// <summary>Asks for each class in turn.</summary>
    public const string All = "all";

    /// <summary>The label of a class.</summary>
    /// <param name="text">A name, which goes first, or a label.</param>
    /// <param name="classes">The model's classes.</param>
    /// <returns>0 … classes − 1.</returns>
    /// <exception cref="ExperimentException">There is no such class.</exception>
    public static int Parse(string text, ImageClasses classes)
    {
        var named = classes.Names?.ToList().IndexOf(text) ?? -1;
        if (named >= 0) return named;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            return number >= 0 && number < classes.Count ? (int)number : throw Wrong($"the labels of this model are 0 to {classes.Count - 1}: {classes}");
        throw Wrong(classes.Names is null ? $"the classes of this model have no names; give a label from 0 to {classes.Count - 1}"
            : Nearest.Of(text, classes.Names) is { } nearest ? $"this model has no such class; did you mean '{nearest}'?"
            : $"this model has no such class; it has {classes}. Give a name, or a label from 0 to {classes.Count - 1}");

        ExperimentException Wrong(string problem) => new($"--label {text}: {problem}{(problem.EndsWith('?') ? "" : ".")}", isUsage: true);
    }

    /// <summary>The classes of a model that must know some.</summary>
    /// <param name="option">What was given, such as <c>--label 3</c>.</param>
    /// <param name="card">The model.</param>
    /// <exception cref="ExperimentException">It knows none.</exception>
    public static ImageClasses Required(string option, ModelCard card) => card.ToClasses()
        ?? throw new ExperimentException($"{option}: this model knows no classes, as it was trained without labels. Leave the option out, or train a model with data.labels: true.", isUsage: true);
}
