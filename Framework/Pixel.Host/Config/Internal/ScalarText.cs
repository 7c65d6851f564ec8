using System.Globalization;
using System.Text.RegularExpressions;

namespace Pixel.Host.Config.Internal;

/// <summary>Plain YAML scalars as numbers, in one culture and one notation: no grouping, no hexadecimal, no infinities.</summary>
static partial class ScalarText
{
    public static bool IsNumber(string text) => NumberForm().IsMatch(text);

    public static bool IsInteger(string text) => IntegerForm().IsMatch(text);

    /// <summary>The text as a value of a scalar kind, or null if it is none. A whole number may be out of <paramref name="type"/>'s range.</summary>
    public static object? Read(SettingKind kind, Type type, ScalarNode node) => kind switch
    {
        SettingKind.Text => node.Text,
        _ when node.IsQuoted => null,
        SettingKind.Truth => node.Text switch { "true" => true, "false" => false, _ => null },
        SettingKind.Number => IsNumber(node.Text) ? ReadNumber(node.Text) : null,
        SettingKind.Integer when !IsInteger(node.Text) => null,
        _ when type == typeof(int) => int.TryParse(node.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var small) ? small : null,
        _ => long.TryParse(node.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var large) ? large : null,
    };

    static object? ReadNumber(string text)
    {
        var number = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        return double.IsFinite(number) ? number : null;
    }

    [GeneratedRegex(@"\A[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?\z")]
    internal static partial Regex NumberForm();

    [GeneratedRegex(@"\A[-+]?[0-9]+\z")]
    internal static partial Regex IntegerForm();
}
