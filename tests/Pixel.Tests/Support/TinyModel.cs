using Pixel.Checks.Models;
using Pixel.Contracts;

namespace Pixel.Tests.Support;

/// <summary>A small network of a plug-in in both faces, in double precision on the CPU.</summary>
sealed class TinyModel(string architecture, ImageShape image, ulong seed, int classes, params (string Option, object Value)[] options)
    : CheckedModel(Plugins.Find(architecture), Chosen(Plugins.Find(architecture), options), image, Plugins.Catalog, seed, classes: classes)
{
    public TinyModel(string architecture, ImageShape image, ulong seed = 1, params (string Option, object Value)[] options)
        : this(architecture, image, seed, 0, options)
    {
    }

    static ModelOptions Chosen(IArchitecture plugin, (string Option, object Value)[] options)
    {
        var chosen = (ModelOptions)Activator.CreateInstance(plugin.OptionsType)!;
        (chosen.Hidden, chosen.Layers, chosen.Head) = (12, 2, 18);
        foreach (var (option, value) in options) plugin.OptionsType.GetProperty(option)!.SetValue(chosen, value);
        return chosen;
    }
}
