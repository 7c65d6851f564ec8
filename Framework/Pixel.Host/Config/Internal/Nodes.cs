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
        : ScalarText.IsNumber(Text) ? Text
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
