using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Pixel.Host.Config.Internal;

/// <summary>Reads a setting's value, a scalar or a list of scalars, and checks it against the setting's attributes.</summary>
sealed class ValueBinder(KnownNames names, List<ConfigProblem> problems)
{
    /// <summary>The value, or null after reporting why there is none.</summary>
    public object? Read(Setting setting, ConfigNode node, string path)
    {
        var value = setting.Kind == SettingKind.List ? ReadList(setting, node, path) : ReadScalar(setting, node, path);
        return value is not null && PassesFurtherChecks(setting, node, value, path) ? value : null;
    }

    Array? ReadList(Setting setting, ConfigNode node, string path)
    {
        if (node is not SequenceNode list)
            return Fail<Array>(node, path, Expected(setting));
        var items = list.Items.Select((item, index) => ReadScalar(setting, item, $"{path}[{index}]")).ToArray();
        if (items.Contains(null))
            return null;
        var array = Array.CreateInstance(setting.ItemType, items.Length);
        items.CopyTo(array, 0);
        return array;
    }

    object? ReadScalar(Setting setting, ConfigNode node, string path)
    {
        if (node is RejectedNode)
            return null;
        if (node is not ScalarNode { IsNull: false } scalar)
            return Fail<object>(node, path, Expected(setting));
        // Also for a whole number too large for its type: that is a matter of range.
        if (setting.Range is { } range && !scalar.IsQuoted && ScalarText.IsInteger(scalar.Text)
            && !range.Contains(double.Parse(scalar.Text, CultureInfo.InvariantCulture)))
            return Fail<object>(node, path, $"allowed: {range}");
        if (ScalarText.Read(setting.ItemKind, setting.ItemType, scalar) is not { } value)
            return Fail<object>(node, path, NotReadable(setting, scalar));
        if (value is double number && setting.Range is { } bounds && !bounds.Contains(number))
            return Fail<object>(node, path, $"allowed: {bounds}");
        if (setting.Allowed(names) is { } allowed && !allowed.Contains(value))
            return Fail<object>(node, path, NotAllowed(value, [.. allowed.Select(Show.Value)]));
        if (!setting.Has<FilePathAttribute>())
            return value;
        return ConfigPaths.TryResolve(node.Source.Origin.Directory, scalar.Text) ?? Fail<string>(node, path, "expected a path");
    }

    bool PassesFurtherChecks(Setting setting, ConfigNode node, object value, string path)
    {
        foreach (var check in setting.Property.GetCustomAttributes<ValidationAttribute>())
        {
            if (check is RangeAttribute or AllowedValuesAttribute || IsValid(check, value))
                continue;
            Fail<object>(node, path, check.FormatErrorMessage(path).TrimEnd('.'));
            return false;
        }
        return true;
    }

    // RegularExpressionAttribute lets the empty text pass whatever the pattern says.
    static bool IsValid(ValidationAttribute check, object value) =>
        check is RegularExpressionAttribute { Pattern: var pattern } && value is ""
            ? Regex.IsMatch("", $"^(?:{pattern})$")
            : check.IsValid(value);

    string Expected(Setting setting) => $"expected {setting.Expected(names)}";

    string NotReadable(Setting setting, ScalarNode scalar)
    {
        if (scalar.IsQuoted && ScalarText.Read(setting.ItemKind, setting.ItemType, scalar with { IsQuoted = false }) is not null)
            return $"{Expected(setting)}: remove the quotes";
        return ScalarText.IsNumber(scalar.Text) && (setting.ItemKind == SettingKind.Number || ScalarText.IsInteger(scalar.Text))
            ? "the number is too large"
            : Expected(setting);
    }

    static string NotAllowed(object value, IReadOnlyList<string> allowed)
    {
        if (allowed.Count == 0)
            return "none is known";
        var list = $"llowed: {string.Join(", ", allowed)}";
        return value is string word && Nearest.Of(word, allowed) is { } near ? $"did you mean '{near}'? A{list}" : $"a{list}";
    }

    T? Fail<T>(ConfigNode node, string path, string hint) where T : class
    {
        problems.Add(node.Source.Problem(path, $"is {node.Describe()}", hint));
        return null;
    }
}

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
