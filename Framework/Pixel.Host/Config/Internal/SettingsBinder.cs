using System.ComponentModel.DataAnnotations;
using Pixel.Contracts;

namespace Pixel.Host.Config.Internal;

/// <summary>Fills objects from YAML nodes, recursively, and reports everything that does not fit.</summary>
/// <param name="names">What the config may refer to.</param>
/// <param name="top">Where to report a key that no file has a place for.</param>
/// <param name="problems">Takes the problems.</param>
sealed class SettingsBinder(KnownNames names, ConfigSource top, List<ConfigProblem> problems)
{
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
        foreach (var entry in block.Entries)
        {
            var inner = Keys.Join(path, entry.Key);
            if (settings.FirstOrDefault(setting => setting.Key == entry.Key) is { } known)
                BindSetting(target, known, entry.Value, inner);
            else
                problems.Add(entry.Source.Problem(inner, "is not a known key",
                    _advice.For(path, entry.Key, settings.Select(setting => setting.Key).Concat(alsoAllowed))));
        }
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
