namespace Pixel.Host.Config.Internal;

/// <summary>What to say of a text that is not YAML.</summary>
static class YamlSyntax
{
    const int LongestReason = 200;

    /// <summary>A problem for a parser's error; a tab in the indentation, the most frequent reason, is named as such.</summary>
    public static ConfigProblem Explain(string text, ConfigOrigin origin, int line, int column, string parserMessage)
    {
        // The parser blames the line before the tab.
        if (FirstIndentingTab(text, Math.Max(line, 1)) is { } tab)
            return origin.At(tab.Line, tab.Column).Problem("", "is indented with a tab", "YAML indents with spaces only");
        var reason = parserMessage.TrimEnd('.');
        reason = reason.Length == 0 ? "unknown error" : char.ToLowerInvariant(reason[0]) + reason[1..];
        return origin.At(line, column).Problem("", $"is not valid YAML: {Show.Plain(reason, LongestReason)}", "");
    }

    static (int Line, int Column)? FirstIndentingTab(string text, int from)
    {
        var lines = text.Split('\n');
        for (var line = from; line <= Math.Min(from + 1, lines.Length); line++)
        {
            var content = lines[line - 1];
            var indent = content.Length - content.TrimStart(' ', '\t').Length;
            var tab = content.IndexOf('\t');
            if (tab >= 0 && tab < indent)
                return (line, tab + 1);
        }
        return null;
    }
}
