using Pixel.Contracts;
using Pixel.Host.Config;
using Pixel.Host.Config.Internal;

namespace Pixel.Checks;

/// <summary>Options to check with, from texts as <c>--set</c> has them.</summary>
public static class CheckOptions
{
    static readonly string Block = Keys.Of(nameof(Experiment.Model));

    /// <summary>Small sizes, so that checks are fast, and laid over them what the texts say; all bound and validated as a YAML's <c>model:</c> block is.</summary>
    /// <param name="architecture">The architecture.</param>
    /// <param name="sets">Each <c>model.KEY=VALUE</c>; the last one wins.</param>
    /// <param name="known">The architectures that an option may name.</param>
    /// <exception cref="ConfigException">A text is malformed, a key is not known, or a value is not allowed; holds all problems.</exception>
    /// <exception cref="NotSupportedException">The options have a property that YAML cannot give.</exception>
    public static ModelOptions Bind(IArchitecture architecture, IReadOnlyList<string> sets, IEnumerable<IArchitecture> known)
    {
        var problems = new List<ConfigProblem>();
        var origin = new ConfigOrigin("the options to check with", Directory.GetCurrentDirectory(), IsSet: true);
        var name = new ConfigEntry(Keys.Of(nameof(ModelSettings.Architecture)), origin.Whole, new ScalarNode(origin.Whole, architecture.Name, IsQuoted: true));
        var root = new MappingNode(origin.Whole, [new ConfigEntry(Block, origin.Whole, new MappingNode(origin.Whole, [name, .. Sizes(architecture, origin)]))]);
        foreach (var over in sets.Select(set => SetOption.Read(set, problems)).OfType<MappingNode>()) root = NodeMerge.Over(root, over);
        foreach (var entry in root.Entries.Where(entry => entry.Key != Block))
            problems.Add(entry.Source.Problem(entry.Key, "is not an option of the model", $"for example --set {Block}.{Keys.Of(nameof(ModelOptions.Hidden))}=6"));
        var settings = new ModelSettings();
        var names = new KnownNames([], [.. known.Append(architecture).DistinctBy(one => one.Name).Select(one => new KnownArchitecture(one.Name, one.Summary, one.OptionsType))]);
        if (root.Find(Block)?.Value is MappingNode block) new SettingsBinder(names, origin.Whole, problems).Bind(settings, block, Block);
        return problems.Count == 0 ? settings.Options : throw new ConfigException($"the options of {architecture.Name}", problems);
    }

    static IEnumerable<ConfigEntry> Sizes(IArchitecture architecture, ConfigOrigin origin)
    {
        var small = Conformance.Subject.SmallOptions(architecture);
        foreach (var (key, size) in new[] { (nameof(small.Hidden), small.Hidden), (nameof(small.Layers), small.Layers), (nameof(small.Head), small.Head) })
            yield return new ConfigEntry(Keys.Of(key), origin.Whole, new ScalarNode(origin.Whole, Show.Value(size), IsQuoted: false));
    }
}
