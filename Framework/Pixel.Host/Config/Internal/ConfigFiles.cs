using Pixel.Host.Files;

namespace Pixel.Host.Config.Internal;

/// <summary>Reads a config and the files it extends, and lays each over its base.</summary>
sealed class ConfigFiles(List<ConfigProblem> problems)
{
    const int LongestChain = 32;
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
        if (chain.Count > LongestChain)
            return Fail(named.Source, Keys.Extends, $"is the end of a chain of more than {LongestChain} files", "let files extend fewer others");
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

/// <summary>Reads a text file, or tells why it cannot.</summary>
static class TextFile
{
    const int MostBytes = 1 << 20;

    /// <summary>The text, or null with what is wrong, to be read after the file's name, and a hint.</summary>
    public static string? Read(string full, out (string Message, string Hint) fault)
    {
        fault = default;
        if (Directory.Exists(full))
            fault = ("is a folder", "name a YAML file in it");
        else if (!File.Exists(full))
            fault = ("does not exist", Similar(full));
        else
        {
            try
            {
                if (RegularFile.Fault(full) is { } problem)
                {
                    fault = (problem, "name a YAML file");
                    return null;
                }
                using var reader = new StreamReader(full);
                if (reader.BaseStream.Length > MostBytes)
                    fault = ($"has {reader.BaseStream.Length} bytes, more than the {MostBytes} of the largest config", "name a YAML file");
                else if (reader.ReadToEnd() is var text && !text.Contains('\0'))
                    return text;
                else
                    fault = ("is not a text file", "");
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                fault = ("cannot be read", e.Message.TrimEnd('.'));
            }
        }
        return null;
    }

    static string Similar(string full)
    {
        var folder = Path.GetDirectoryName(full);
        if (!Directory.Exists(folder))
            return "its folder does not exist either";
        var names = Directory.EnumerateFiles(folder, "*.yaml").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);
        return Nearest.Of(Path.GetFileName(full), names) is { } near ? $"did you mean '{near}'?" : "";
    }
}

/// <summary>Paths as users write them.</summary>
static class ConfigPaths
{
    /// <summary>The absolute path, or null if the text cannot be a path. <c>~/</c> is the user's home.</summary>
    public static string? TryResolve(string directory, string text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Contains('\0'))
            return null;
        if (text == "~" || text.StartsWith("~/", StringComparison.Ordinal))
            text = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + text[1..];
        return Path.GetFullPath(text, directory);
    }

    /// <summary>How to show a file that another names: from the current directory, unless the other is shown by its absolute path.</summary>
    public static string Display(string fullPath, string namedBy) =>
        Path.IsPathRooted(namedBy) ? fullPath : Path.GetRelativePath(Directory.GetCurrentDirectory(), fullPath);
}
