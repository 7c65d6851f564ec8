namespace Pixel.Host.Config.Internal;

/// <summary>Reads <c>--set path=value</c>.</summary>
static class SetOption
{
    /// <summary>The value inside nested blocks, to be laid over the files; null after reporting what is wrong.</summary>
    public static MappingNode? Read(string option, List<ConfigProblem> problems)
    {
        var source = new ConfigOrigin($"--set {Show.Plain(option)}", Directory.GetCurrentDirectory(), IsSet: true).Whole;
        var (path, value) = option.IndexOf('=') is var at and >= 0 ? (option[..at].Trim(), option[(at + 1)..].Trim()) : (option, null);
        var keys = path.Split('.');
        if (value is null || keys.Any(string.IsNullOrWhiteSpace))
        {
            problems.Add(source.Problem("", "is not of the form path=value", "for example --set training.batch=32"));
            return null;
        }
        if (path == Keys.Extends)
        {
            problems.Add(source.Problem(path, "cannot be set", "a file says what it extends"));
            return null;
        }
        ConfigNode? node = new ScalarNode(source, value, IsQuoted: false);
        // Only what must be YAML is read as YAML, so that any other text is taken as it stands.
        if (value.Length > 0 && value[0] is '[' or '{' or '"' or '\'')
            node = YamlTreeReader.Read(value, source.Origin, problems);
        foreach (var key in keys.Reverse())
            node = node is null ? null : new MappingNode(source, [new ConfigEntry(key, source, node)]);
        return (MappingNode?)node;
    }
}
