using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Pixel.Host.Config;

/// <summary>Writes an experiment with every key and its value, defaults included. Loading the text gives an equal experiment.</summary>
public static partial class ResolvedConfig
{
    const string Comment = "# Resolved by pixelfw: every key with its value. To vary the experiment, edit the config it was made from.\n";

    /// <summary>The experiment as YAML, the keys in the order of the classes; lines end with a line feed.</summary>
    /// <param name="experiment">An experiment as <see cref="ExperimentLoader"/> gives it.</param>
    /// <exception cref="NotSupportedException">The architecture's options have a property that YAML cannot give.</exception>
    public static string ToYaml(Experiment experiment)
    {
        var text = new StringBuilder(Comment);
        WriteBlock(text, experiment, "");
        return text.ToString();
    }

    static void WriteBlock(StringBuilder text, object block, string indent)
    {
        foreach (var setting in SettingTypes.Of(block.GetType()))
        {
            text.Append(indent).Append(setting.Key).Append(':');
            var value = setting.Property.GetValue(block);
            if (setting.IsBlock && value is not null)
            {
                text.Append('\n');
                WriteBlock(text, value, indent + "  ");
            }
            else
                text.Append(' ').Append(Inline(value)).Append('\n');
        }
        if (SettingTypes.OptionsOf(block.GetType())?.GetValue(block) is { } options)
            WriteBlock(text, options, indent);
    }

    static string Inline(object? value) => value switch
    {
        string word => PlainForm().IsMatch(word) && word is not ("null" or "Null" or "NULL") ? word : Quoted(word),
        IEnumerable list => $"[{string.Join(", ", list.Cast<object>().Select(Inline))}]",
        _ => Show.Value(value),
    };

    static string Quoted(string word)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in word)
        {
            if (c is '"' or '\\')
                quoted.Append('\\').Append(c);
            else if (char.IsControl(c) || c is '\u2028' or '\u2029' or '\ufeff')
                quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else
                quoted.Append(c);
        }
        return quoted.Append('"').ToString();
    }

    // What no YAML reader takes for anything but a text, short words such as 'no' and 'on' excepted.
    [GeneratedRegex(@"\A(?!(?:y|n|yes|no|on|off|true|false)\z)[A-Za-z/][A-Za-z0-9_./-]*(:[0-9]+)?\z", RegexOptions.IgnoreCase)]
    private static partial Regex PlainForm();
}
