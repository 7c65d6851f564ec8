using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Pixel.Host.Config;

/// <summary>Values as messages show them.</summary>
static class Show
{
    /// <summary>The text in quotes, on one line, cut if long, so that an odd file cannot upset a terminal.</summary>
    public static string Quoted(string text) => $"'{Plain(text)}'";

    /// <summary>As <see cref="Quoted"/>, without the quotes.</summary>
    public static string Plain(string text, int longest = 60)
    {
        var shown = new StringBuilder();
        foreach (var c in text.Length > longest ? text[..longest] + "…" : text)
        {
            if (char.IsControl(c))
                shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else
                shown.Append(c);
        }
        return shown.ToString();
    }

    /// <summary>A bound value, as YAML would have it.</summary>
    public static string Value(object? value) => value switch
    {
        null => "null",
        bool truth => truth ? "true" : "false",
        double number => Number(number),
        string text => text,
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    /// <summary>A number that reads back as the same bits, also in readers that take 1e-08 for a text (YAML 1.1): 1.0e-08.</summary>
    public static string Number(double number)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture).Replace('E', 'e');
        return text.Contains('e') && !text.Contains('.') ? text.Replace("e", ".0e", StringComparison.Ordinal) : text;
    }
}

/// <summary>Names of keys and paths.</summary>
static class Keys
{
    /// <summary>The key of the base file; the only key that is not a property.</summary>
    public const string Extends = "extends";

    /// <summary>The key of a property: <c>LearningRate</c> is <c>learningRate</c>.</summary>
    public static string Of(string property) => JsonNamingPolicy.CamelCase.ConvertName(property);

    /// <summary>The path of a key inside a block; the top block's path is empty.</summary>
    public static string Join(string path, string key) => path.Length == 0 ? Show.Plain(key) : $"{path}.{Show.Plain(key)}";
}
