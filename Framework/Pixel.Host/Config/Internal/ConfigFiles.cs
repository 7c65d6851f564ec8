namespace Pixel.Host.Config.Internal;

/// <summary>Reads a config and the files it extends, and lays each over its base.</summary>
sealed class ConfigFiles(List<ConfigProblem> problems)
{
    const string Need = "a config is a block of keys, at least data.set and model.architecture";

    readonly List<string> _shown = [];

    /// <summary>The names of the files read, as shown, the config itself first.</summary>
    public IReadOnlyList<string> Shown => _shown;

    /// <summary>The merged block, or null after reporting why there is none.</summary>
    public MappingNode? Load(string path)
    {
        var here = Directory.GetCurrentDirectory();
        var start = new ConfigOrigin(path, here, IsSet: false).Whole;
        if (ConfigPaths.TryResolve(here, path) is not { } full)
            return Fail(start, "", "is not a path", "name a YAML file");
        return TextFile.Read(full, out var fault) is { } text
            ? Merge(text, full, path, [])
            : Fail(start, "", fault.Message, fault.Hint);
    }

    MappingNode? Merge(string text, string full, string shown, IReadOnlyList<string> chain)
    {
        _shown.Add(shown);
        var origin = new ConfigOrigin(shown, Path.GetDirectoryName(full)!, IsSet: false);
        var before = problems.Count;
        return YamlTreeReader.Read(text, origin, problems) switch
        {
            MappingNode block => LayOverBase(block, shown, [.. chain, full]),
            _ when problems.Count > before => null,
            null or ScalarNode { IsNull: true } => Fail(origin.Whole, "", "is empty", Need),
            var other => Fail(other.Source, "", $"is {other.Describe()}", Need),
        };
    }

    MappingNode? LayOverBase(MappingNode block, string shown, IReadOnlyList<string> chain)
    {
        if (block.Find(Keys.Extends) is not { Value: var named })
            return block;
        block = block.Without(Keys.Extends);
        if (named is RejectedNode)
            return block;
        if (named is not ScalarNode { IsNull: false } path || ConfigPaths.TryResolve(named.Source.Origin.Directory, path.Text) is not { } full)
            return Fail(named.Source, Keys.Extends, $"is {named.Describe()}", "expected the path of one file, relative to this one");
        if (chain.Contains(full))
            return Fail(named.Source, Keys.Extends, $"closes a circle: {string.Join(" → ", chain.Append(full).Select(Path.GetFileName))}",
                "one of these files must not extend the other");
        if (TextFile.Read(full, out var fault) is not { } text)
            return Fail(named.Source, Keys.Extends, $"is {named.Describe()}, which {fault.Message}", fault.Hint);
        // The name is a file's own: else each variant of an experiment would write into the base's run folder.
        return Merge(text, full, ConfigPaths.Display(full, shown), chain) is { } under
            ? NodeMerge.Over(under.Without(Keys.Of(nameof(Experiment.Name))), block)
            : null;
    }

    MappingNode? Fail(ConfigSource source, string path, string message, string hint)
    {
        problems.Add(source.Problem(path, message, hint));
        return null;
    }
}
