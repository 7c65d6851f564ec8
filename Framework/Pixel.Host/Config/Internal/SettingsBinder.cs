using System.ComponentModel.DataAnnotations;
using Pixel.Contracts;

namespace Pixel.Host.Config.Internal;

/// <summary>Fills objects from YAML nodes, recursively, and reports everything that does not fit.</summary>
/// <param name="names">What the config may refer to.</param>
/// <param name="top">Where to report a key that no file has a place for.</param>
/// <param name="problems">Takes the problems.</param>
sealed class SettingsBinder(KnownNames names, ConfigSource top, List<ConfigProblem> problems)
{
    const int MostUnknownKeys = 20;

    readonly KeyAdvice _advice = new(names);
    readonly ValueBinder _values = new(names, problems);

    /// <summary>Fills an object from a block; <paramref name="path"/> is the block's, empty for the top.</summary>
    public void Bind(object target, MappingNode block, string path)
    {
        if (SettingTypes.OptionsOf(target.GetType()) is not { } options)
        {
            BindKeys(target, block, path, path.Length == 0 ? [Keys.Extends] : []);
            return;
        }
        var key = Keys.Of(nameof(ModelSettings.Architecture));
        BindKeys(target, block with { Entries = [.. block.Entries.Where(entry => entry.Key == key)] }, path, []);
        // Without the architecture nothing can be said of its options.
        if (block.Find(key)?.Value is not ScalarNode name || names.Architecture(name.Text) is not { } architecture)
            return;
        var bound = (ModelOptions)Activator.CreateInstance(architecture.OptionsType)!;
        BindKeys(bound, block.Without(key), path, [key]);
        options.SetValue(target, bound);
    }

    void BindKeys(object target, MappingNode block, string path, IReadOnlyList<string> alsoAllowed)
    {
        var before = problems.Count;
        var settings = SettingTypes.Of(target.GetType());
        var unknown = 0;
        foreach (var entry in block.Entries)
        {
            var inner = Keys.Join(path, entry.Key);
            if (settings.FirstOrDefault(setting => setting.Key == entry.Key) is { } known)
                BindSetting(target, known, entry.Value, inner);
            else if (++unknown <= MostUnknownKeys)
                problems.Add(entry.Source.Problem(inner, "is not a known key",
                    _advice.For(path, entry.Key, settings.Select(setting => setting.Key).Concat(alsoAllowed))));
        }
        // Each piece of advice compares the key with all there are: a file of other things altogether needs none.
        if (unknown > MostUnknownKeys)
            problems.Add(block.Source.Problem(path, $"has more keys that are not known, {unknown - MostUnknownKeys} of them", "is this the config that was meant?"));
        foreach (var setting in settings.Where(setting => block.Find(setting.Key) is null))
            BindAbsent(target, setting, block, Keys.Join(path, setting.Key));
        if (problems.Count == before && target is IValidatableObject whole)
            Validate(whole, block, path);
    }

    void BindSetting(object target, Setting setting, ConfigNode node, string path)
    {
        if (node is RejectedNode)
            return;
        if (node is ScalarNode { IsNull: true })
        {
            if (setting.IsNullable)
                setting.Property.SetValue(target, null);
            else
                problems.Add(node.Source.Problem(path, "is null", $"expected {setting.Expected(names)}{LeaveOut(setting)}"));
        }
        else if (!setting.IsBlock)
        {
            if (_values.Read(setting, node, path) is { } value)
                setting.Property.SetValue(target, value);
        }
        else if (node is MappingNode inner)
            Bind(BlockOf(target, setting), inner, path);
        else
            problems.Add(node.Source.Problem(path, $"is {node.Describe()}",
                $"expected a block of keys: {string.Join(", ", SettingTypes.Of(setting.Type).Select(known => known.Key))}" +
                (setting.Kind == SettingKind.Architecture ? ", and the options of the architecture" : "")));
    }

    void BindAbsent(object target, Setting setting, MappingNode block, string path)
    {
        // A block that is left out may still lack a required key.
        if (setting.IsBlock && !setting.IsNullable)
            Bind(BlockOf(target, setting), new MappingNode(block.Source, []), path);
        else if (setting.IsRequired)
            problems.Add((block.Source.Origin.IsSet ? top : block.Source).Problem(path, "is missing", $"expected {setting.Expected(names)}"));
    }

    static object BlockOf(object target, Setting setting)
    {
        var block = setting.Property.GetValue(target) ?? Activator.CreateInstance(setting.Type)!;
        setting.Property.SetValue(target, block);
        return block;
    }

    void Validate(IValidatableObject target, MappingNode block, string path)
    {
        foreach (var result in target.Validate(new ValidationContext(target)))
        {
            var key = Keys.Of(result.MemberNames.FirstOrDefault() ?? "");
            var source = block.Find(key)?.Value.Source ?? block.Source;
            problems.Add(source.Problem(key.Length == 0 ? path : Keys.Join(path, key), (result.ErrorMessage ?? "is not valid").TrimEnd('.'), ""));
        }
    }

    static string LeaveOut(Setting setting) => setting.IsRequired ? "" : "; leave the key out for its default";
}

/// <summary>What to say of a key that is not known.</summary>
sealed class KeyAdvice(KnownNames names)
{
    // Most configs have no unknown key.
    readonly Lazy<IReadOnlyList<string>> _everywhere = new(() => [.. Paths(typeof(Experiment), "", names, insideOptions: false).Distinct()]);

    /// <summary>A hint: the nearest key, here or in another block, and all that are allowed here.</summary>
    /// <param name="block">The path of the block.</param>
    /// <param name="key">The unknown key.</param>
    /// <param name="allowed">The keys that the block may have.</param>
    public string For(string block, string key, IEnumerable<string> allowed)
    {
        var here = allowed.Order(StringComparer.Ordinal).ToList();
        var list = $"llowed here: {string.Join(", ", here)}";
        var path = Keys.Join(block, key);
        if (key.Contains('.') && _everywhere.Value.Contains(path))
            return $"in a file keys are nested: write '{key.Replace(".", ": {", StringComparison.Ordinal)}: …{new string('}', key.Count(c => c == '.'))}', or one key a line, indented";
        if (_everywhere.Value.Contains(path))
            return $"{OwnersOf(key)} has it, but not this architecture. A{list}";
        return Suggestion(block, key, here) is { } near ? $"did you mean '{near}'? A{list}" : $"a{list}";
    }

    string? Suggestion(string block, string key, IReadOnlyList<string> here)
    {
        var near = Nearest.Of(key, here);
        var exact = near is not null && Nearest.Distance(key, near) == 0;
        // In another block only what is nearly exact: 'batch' at the top, not any word with some letters in common.
        var elsewhere = exact ? null : _everywhere.Value
            .Select(path => (path, distance: Nearest.Distance(key, path[(path.LastIndexOf('.') + 1)..])))
            .Where(pair => pair.distance <= key.Length / 5 && (near is null || pair.distance < Nearest.Distance(key, near)))
            .OrderBy(pair => pair.distance)
            .FirstOrDefault().path;
        return elsewhere ?? (near is null ? null : Keys.Join(block, near));
    }

    string OwnersOf(string key) =>
        string.Join(", ", names.Architectures
            .Where(known => SettingTypes.Of(known.OptionsType).Any(setting => setting.Key == key))
            .Select(known => known.Name));

    // Options are listed once, without the architectures inside them: those could go on for ever.
    static IEnumerable<string> Paths(Type type, string prefix, KnownNames names, bool insideOptions)
    {
        foreach (var setting in SettingTypes.Of(type))
        {
            var path = Keys.Join(prefix, setting.Key);
            yield return path;
            IEnumerable<Type> inner = setting.Kind switch
            {
                SettingKind.Block => [setting.Type],
                SettingKind.Architecture when !insideOptions => [setting.Type, .. names.Architectures.Select(known => known.OptionsType)],
                _ => [],
            };
            foreach (var found in inner.SelectMany(block => Paths(block, path, names, insideOptions || setting.Kind == SettingKind.Architecture)))
                yield return found;
        }
    }
}
