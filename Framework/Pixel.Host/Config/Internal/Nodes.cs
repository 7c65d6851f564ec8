namespace Pixel.Host.Config.Internal;

/// <summary>A piece of YAML and where it was written.</summary>
abstract record ConfigNode(ConfigSource Source)
{
    /// <summary>What the user wrote, in a few words: <c>'abc'</c>, <c>a list</c>.</summary>
    public abstract string Describe();
}

/// <summary>A number, a text, a truth value or null.</summary>
/// <param name="Source">Where it was written.</param>
/// <param name="Text">Without quotes.</param>
/// <param name="IsQuoted">Whether it was written so that it can only be a text.</param>
sealed record ScalarNode(ConfigSource Source, string Text, bool IsQuoted) : ConfigNode(Source)
{
    /// <summary>Whether it is YAML's null, which may be written as nothing at all.</summary>
    public bool IsNull => !IsQuoted && Text is "" or "~" or "null" or "Null" or "NULL";

    public override string Describe() =>
        IsNull ? "null"
        : IsQuoted ? $"the text {Show.Quoted(Text)}"
        : ScalarText.IsNumber(Text) ? Show.Plain(Text)
        : Show.Quoted(Text);
}

/// <summary>A list.</summary>
sealed record SequenceNode(ConfigSource Source, IReadOnlyList<ConfigNode> Items) : ConfigNode(Source)
{
    public override string Describe() => "a list";
}

/// <summary>A block of keys, in the order written.</summary>
sealed record MappingNode(ConfigSource Source, IReadOnlyList<ConfigEntry> Entries) : ConfigNode(Source)
{
    public ConfigEntry? Find(string key) => Entries.FirstOrDefault(entry => entry.Key == key);

    public MappingNode Without(string key) => this with { Entries = [.. Entries.Where(entry => entry.Key != key)] };

    public override string Describe() => "a block of keys";
}

/// <summary>Something already reported, that nothing more is to be said about.</summary>
sealed record RejectedNode(ConfigSource Source) : ConfigNode(Source)
{
    public override string Describe() => "not readable";
}

/// <summary>A key, where it was written, and its value.</summary>
sealed record ConfigEntry(string Key, ConfigSource Source, ConfigNode Value);

/// <summary>Lays one config over another.</summary>
static class NodeMerge
{
    /// <summary>Blocks are merged key by key; anything else, a list too, is replaced.</summary>
    public static MappingNode Over(MappingNode under, MappingNode over)
    {
        var entries = under.Entries.ToList();
        var indices = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (index, entry) in under.Entries.Index()) indices.TryAdd(entry.Key, index);
        foreach (var entry in over.Entries)
        {
            if (!indices.TryGetValue(entry.Key, out var index))
                entries.Add(entry);
            else if (entry.Value is MappingNode inner && entries[index].Value is MappingNode below)
                entries[index] = entry with { Value = Over(below, inner) };
            else
                entries[index] = entry;
        }
        // A key that is missing is best reported in a file, and there in the one nearest to the user.
        return new MappingNode(over.Source.Origin.IsSet ? under.Source : over.Source, entries);
    }
}

/// <summary>Where a YAML node was written.</summary>
/// <param name="Origin">The file or the <c>--set</c>.</param>
/// <param name="Line">Counting from 1; 0 for a whole file and for <c>--set</c>.</param>
/// <param name="Column">As <paramref name="Line"/>.</param>
sealed record ConfigSource(ConfigOrigin Origin, int Line, int Column)
{
    /// <summary>A problem at this place.</summary>
    public ConfigProblem Problem(string path, string message, string hint) =>
        new(Origin.Name, Line, Column, path, message, hint);
}

/// <summary>A file that takes part in a config, or a <c>--set</c>.</summary>
/// <param name="Name">As shown to the user.</param>
/// <param name="Directory">What relative paths are relative to; absolute.</param>
/// <param name="IsSet">Whether it is a <c>--set</c>.</param>
sealed record ConfigOrigin(string Name, string Directory, bool IsSet)
{
    /// <summary>The origin as a whole.</summary>
    public ConfigSource Whole => new(this, 0, 0);

    /// <summary>A place in the file; a <c>--set</c> is short enough to be one place.</summary>
    public ConfigSource At(long line, long column) => IsSet ? Whole : new(this, (int)line, (int)column);
}
