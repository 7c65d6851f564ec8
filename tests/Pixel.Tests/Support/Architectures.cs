using Pixel.Contracts;

namespace Pixel.Tests.Support;

/// <summary>Every architecture with each of its variants, for tests that hold for all.</summary>
public static class Architectures
{
    /// <summary>The variants: the architecture's name and option switches as text, <c>Residual=false Skip=true</c>.</summary>
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
    ];

    /// <summary>Each variant, for gray and for RGB images that are not square.</summary>
    public static TheoryData<string, bool> VariantsAndColours()
    {
        var data = new TheoryData<string, bool>();
        foreach (var variant in Variants)
            foreach (var rgb in new[] { false, true }) data.Add(variant, rgb);
        return data;
    }

    internal static TinyModel Create(string variant, ImageShape image, ulong seed = 1)
    {
        var words = variant.Split(' ');
        return new TinyModel(words[0], image, seed, [.. words.Skip(1).Select(Option)]);
    }

    static (string, object) Option(string word)
    {
        var parts = word.Split('=');
        return (parts[0], bool.TryParse(parts[1], out var flag) ? flag : int.TryParse(parts[1], out var number) ? number : parts[1]);
    }
}
