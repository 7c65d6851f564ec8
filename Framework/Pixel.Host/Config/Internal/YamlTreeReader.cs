using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Pixel.Host.Config.Internal;

/// <summary>Reads one YAML document into nodes that know where they were written. Each odd thing is reported at its own place.</summary>
/// <remarks>
/// Works on parser events: YamlDotNet's own tree resolves aliases silently, does not bound the depth, and its nodes do not survive
/// a merge of two files with their places.
/// </remarks>
sealed class YamlTreeReader
{
    const int DeepestNesting = 32;

    readonly ConfigOrigin _origin;
    readonly List<ConfigProblem> _problems;
    readonly Parser _parser;

    YamlTreeReader(string text, ConfigOrigin origin, List<ConfigProblem> problems)
    {
        _origin = origin;
        _problems = problems;
        _parser = new Parser(new StringReader(text));
    }

    /// <summary>The document's node, or null if there is none that can be read; the reasons are added to <paramref name="problems"/>.</summary>
    public static ConfigNode? Read(string text, ConfigOrigin origin, List<ConfigProblem> problems)
    {
        var reader = new YamlTreeReader(text, origin, problems);
        try
        {
            return reader.ReadDocument();
        }
        catch (YamlException e)
        {
            problems.Add(YamlSyntax.Explain(text, origin, (int)e.Start.Line, (int)e.Start.Column, e.Message));
        }
        // YamlDotNet (18.1 still) lets these out for some unclosed brackets.
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            var mark = reader._parser.Current?.Start ?? Mark.Empty;
            problems.Add(YamlSyntax.Explain(text, origin, (int)mark.Line, (int)mark.Column, "A bracket near here is not closed."));
        }
        return null;
    }

    ConfigNode? ReadDocument()
    {
        _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out _))
            return null;
        _parser.Consume<DocumentStart>();
        var node = ReadNode("", 0);
        _parser.Consume<DocumentEnd>();
        if (_parser.Accept<DocumentStart>(out var second))
            Reject(second, "", "begins a second document", "a config is one document; put the other into a file of its own");
        return node;
    }

    ConfigNode ReadNode(string path, int depth)
    {
        if (_parser.TryConsume<AnchorAlias>(out var alias))
            return Reject(alias, path, $"is the alias '*{Show.Plain(alias.Value.Value)}'", "anchors and aliases are not supported; write the value out, or share it through extends");
        var start = _parser.Consume<NodeEvent>();
        if (!start.Anchor.IsEmpty)
            Reject(start, path, $"has the anchor '&{Show.Plain(start.Anchor.Value)}'", "anchors and aliases are not supported; remove it");
        if (!start.Tag.IsEmpty)
            Reject(start, path, $"has the tag '{Show.Plain(start.Tag.ToString())}'", "tags are not supported; remove it");
        if (depth > DeepestNesting)
            throw new SemanticErrorException(start.Start, start.End, $"Nested more than {DeepestNesting} deep.");
        return start switch
        {
            Scalar scalar => new ScalarNode(At(start), scalar.Value, scalar.Style != ScalarStyle.Plain),
            SequenceStart => ReadSequence(start, path, depth),
            _ => ReadMapping(start, path, depth),
        };
    }

    SequenceNode ReadSequence(NodeEvent start, string path, int depth)
    {
        var items = new List<ConfigNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
            items.Add(ReadNode($"{path}[{items.Count}]", depth + 1));
        return new SequenceNode(At(start), items);
    }

    MappingNode ReadMapping(NodeEvent start, string path, int depth)
    {
        var entries = new List<ConfigEntry>();
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var key = ReadNode(path, depth + 1);
            var inner = Keys.Join(path, key is ScalarNode scalar ? scalar.Text : "");
            var value = ReadNode(inner, depth + 1);
            if (key is not ScalarNode { Text: var name })
            {
                if (key is not RejectedNode)
                    _problems.Add(key.Source.Problem(path, $"has {key.Describe()} for a key", "keys are plain words"));
            }
            else if (name == "<<")
                _problems.Add(key.Source.Problem(path, "has the merge key '<<'", "merge keys are not supported; use extends"));
            else if (!lines.TryAdd(name, key.Source.Line))
                _problems.Add(key.Source.Problem(inner, "is given twice", $"the first is at line {lines[name]}; keep one"));
            else
                entries.Add(new ConfigEntry(name, key.Source, value));
        }
        return new MappingNode(At(start), entries);
    }

    RejectedNode Reject(ParsingEvent at, string path, string message, string hint)
    {
        _problems.Add(At(at).Problem(path, message, hint));
        return new RejectedNode(At(at));
    }

    ConfigSource At(ParsingEvent parsed) => _origin.At(parsed.Start.Line, parsed.Start.Column);
}

/// <summary>What to say of a text that is not YAML.</summary>
static class YamlSyntax
{
    const int LongestReason = 200;

    /// <summary>A problem for a parser's error; a tab in the indentation, the most frequent reason, is named as such.</summary>
    public static ConfigProblem Explain(string text, ConfigOrigin origin, int line, int column, string parserMessage)
    {
        // The parser blames the line before the tab, or none at all, which is 1:1.
        if (FirstIndentingTab(text, Math.Max(line, 1), line <= 1 && column <= 1 ? int.MaxValue : line + 1) is { } tab)
            return origin.At(tab.Line, tab.Column).Problem("", "is indented with a tab", "YAML indents with spaces only");
        var reason = parserMessage.TrimEnd('.');
        reason = reason.Length == 0 ? "unknown error" : char.ToLowerInvariant(reason[0]) + reason[1..];
        return origin.At(line, column).Problem("", $"is not valid YAML: {Show.Plain(reason, LongestReason)}", "");
    }

    static (int Line, int Column)? FirstIndentingTab(string text, int from, int to)
    {
        var lines = text.Split('\n');
        for (var line = from; line <= Math.Min(to, lines.Length); line++)
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
