namespace Pixel.Host.Config.Internal;

/// <summary>Reads a config and the files it extends, and lays each over its base.</summary>
sealed class ConfigFiles(List<ConfigProblem> problems)
{
    readonly List<string> _origins = [];

    /// <summary>The names of the files read, as shown, the config itself first.</summary>
    public IReadOnlyList<string> Origins => _origins;

    /// <summary>The merged block, or null after reporting why there is none.</summary>
    public MappingNode? Load(string path)
    {
        var here = Directory.GetCurrentDirectory();
        var start = new ConfigOrigin(path, here, IsSet: false).Whole;
        return ConfigPaths.TryResolve(here, path) is { } full
            ? LoadFile(full, path, start, "", [])
            : Fail(start, "", "is not a path", "name a YAML file");
    }

    MappingNode? LoadFile(string full, string shown, ConfigSource namedAt, string pathThere, IReadOnlyList<string> chain)
    {
        if (chain.Contains(full))
            return Fail(namedAt, pathThere, $"closes a circle: {string.Join(" → ", chain.Append(full).Select(Path.GetFileName))}",
                "one of these files must not extend the other");
        if (ReadText(full, out var fault, out var hint) is not { } text)
            return Fail(namedAt, pathThere, pathThere.Length == 0 ? fault : $"names {Show.Quoted(shown)}, which {fault}", hint);
        _origins.Add(shown);
        var origin = new ConfigOrigin(shown, Path.GetDirectoryName(full)!, IsSet: false);
        var before = problems.Count;
        var node = YamlTreeReader.Read(text, origin, problems);
        if (node is MappingNode block)
            return LayOverBase(block, shown, [.. chain, full]);
        const string Need = "a config is a block of keys, at least data.set and model.architecture";
        if (problems.Count > before)
            return null;
        return node is null or ScalarNode { IsNull: true }
            ? Fail(origin.Whole, "", "is empty", Need)
            : Fail(node.Source, "", $"is {node.Describe()}", Need);
    }

    MappingNode? LayOverBase(MappingNode block, string shown, IReadOnlyList<string> chain)
    {
        if (block.Find(Keys.Extends) is not { } extends)
            return block;
        block = block.Without(Keys.Extends);
        if (extends.Value is RejectedNode)
            return block;
        var source = extends.Value.Source;
        if (extends.Value is not ScalarNode { IsNull: false } named || ConfigPaths.TryResolve(source.Origin.Directory, named.Text) is not { } full)
            return Fail(source, Keys.Extends, $"is {extends.Value.Describe()}", "expected the path of one file, relative to this one");
        var under = LoadFile(full, ConfigPaths.Display(full, shown), source, Keys.Extends, chain);
        // The name is a file's own: else each variant of an experiment would write into the base's run folder.
        return under is null ? null : NodeMerge.Over(under.Without(Keys.Of(nameof(Experiment.Name))), block);
    }

    static string? ReadText(string full, out string fault, out string hint)
    {
        (fault, hint) = ("", "");
        if (Directory.Exists(full))
            (fault, hint) = ("is a folder", "name a YAML file in it");
        else if (!File.Exists(full))
            (fault, hint) = ("does not exist", SimilarFile(full));
        else
        {
            try
            {
                var text = File.ReadAllText(full);
                if (!text.Contains('\0'))
                    return text;
                (fault, hint) = ("is not a text file", "");
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                (fault, hint) = ("cannot be read", e.Message.TrimEnd('.'));
            }
        }
        return null;
    }

    static string SimilarFile(string full)
    {
        var folder = Path.GetDirectoryName(full);
        if (!Directory.Exists(folder))
            return "its folder does not exist either";
        var names = Directory.EnumerateFiles(folder, "*.yaml").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);
        return Nearest.Of(Path.GetFileName(full), names) is { } near ? $"did you mean '{near}'?" : "";
    }

    MappingNode? Fail(ConfigSource source, string path, string message, string hint)
    {
        problems.Add(source.Problem(path, message, hint));
        return null;
    }
}
