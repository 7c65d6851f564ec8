using System.Globalization;
using Pixel.Contracts;

namespace Pixel.Tests.Support;

/// <summary>Every architecture with each of its variants, for tests that hold for all.</summary>
public static class Architectures
{
    /// <summary>The variants: the architecture's name and option switches as text, <c>Residual=false Skip=true</c>; <c>Classes=3</c> for class-conditional ones.</summary>
    public static readonly string[] Variants =
    [
        "pixelcnn",
        "pixelcnn Residual=false",
        "pixelcnn Skip=true",
        "pixelcnn Residual=false Skip=true",
        "row-lstm",
        "row-lstm Residual=false",
        "row-lstm Skip=true",
        "row-lstm Residual=false Skip=true",
        "row-lstm Kernel=5",
        "diagonal-bilstm",
        "diagonal-bilstm Residual=false",
        "diagonal-bilstm Skip=true",
        "diagonal-bilstm Residual=false Skip=true",
        "multi-scale",
        "multi-scale Network=diagonal-bilstm",
        "multi-scale Network=pixelcnn Skip=true",
        "multi-scale Network=gated-pixelcnn",
        "gated-pixelcnn",
        "gated-pixelcnn Residual=false Skip=false",
        "gated-pixelcnn Kernel=5",
        "pixelcnn-plus-plus Resolutions=1 Layers=1",
        "pixelcnn-plus-plus Resolutions=2 Layers=1",
        "pixelcnn Classes=3",
        "row-lstm Classes=3",
        "diagonal-bilstm Classes=3",
        "multi-scale Classes=3",
        "gated-pixelcnn Classes=3",
        "pixelcnn-plus-plus Resolutions=2 Layers=1 Classes=3",
    ];

    /// <summary>Each variant, for gray and for RGB images that are not square.</summary>
    public static TheoryData<string, bool> VariantsAndColours()
    {
        var data = new TheoryData<string, bool>();
        foreach (var variant in Variants)
            foreach (var rgb in new[] { false, true }) data.Add(variant, rgb);
        return data;
    }

    /// <summary>Images for a variant, not square; some models halve their sides.</summary>
    public static ImageShape Image(string variant, bool rgb) =>
        rgb ? Some.Rgb : variant.StartsWith("multi-scale", StringComparison.Ordinal) || variant.StartsWith("pixelcnn-plus-plus", StringComparison.Ordinal) ? new ImageShape(1, 6, 4, 2) : Some.Gray;

    internal static TinyModel Create(string variant, ImageShape image, ulong seed = 1)
    {
        const string classes = "Classes=";
        var words = variant.Split(' ').ToLookup(word => word.StartsWith(classes, StringComparison.Ordinal));
        var count = words[true].Select(word => int.Parse(word[classes.Length..], CultureInfo.InvariantCulture)).FirstOrDefault();
        return new TinyModel(words[false].First(), image, seed, count, [.. words[false].Skip(1).Select(Option)]);
    }

    static (string, object) Option(string word)
    {
        var parts = word.Split('=');
        return (parts[0], bool.TryParse(parts[1], out var flag) ? flag : int.TryParse(parts[1], out var number) ? number : parts[1]);
    }
}
