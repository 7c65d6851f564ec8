using Pixel.Contracts;
using Pixel.Host.Config.Internal;

namespace Pixel.Host.Config;

/// <summary>Reads the options of one architecture from texts as <c>--set</c> has them, without a file.</summary>
public static class OptionsLoader
{
    static readonly string Block = Keys.Of(nameof(Experiment.Model));

    /// <summary>Lays the texts over sizes, and binds and validates all of it as a YAML's <c>model:</c> block is.</summary>
    /// <param name="architecture">The architecture.</param>
    /// <param name="sizes">Their hidden channels, layers and head hold where no text gives others.</param>
    /// <param name="sets">Each <c>model.KEY=VALUE</c>; the last one wins.</param>
    /// <param name="known">The other architectures, and the likelihoods, that an option may name.</param>
    /// <param name="purpose">What the options are for, to follow "the options", such as <c>to check with</c>.</param>
    /// <exception cref="ConfigException">A text is malformed, a key is not known, or a value is not allowed; holds all problems.</exception>
    /// <exception cref="NotSupportedException">The options have a property that YAML cannot give.</exception>
    public static ModelOptions Load(
        KnownArchitecture architecture, ModelOptions sizes, IReadOnlyList<string> sets, KnownModels known, string purpose)
    {
        var problems = new List<ConfigProblem>();
        var source = new ConfigOrigin($"the options {purpose}", Directory.GetCurrentDirectory(), IsSet: true).Whole;
        var name = Entry(source, nameof(ModelSettings.Architecture), architecture.Name, isText: true);
        var root = new MappingNode(source, [new ConfigEntry(Block, source, new MappingNode(source, [name, .. Entries(source, sizes)]))]);
        foreach (var over in sets.Select(set => SetOption.Read(set, problems)).OfType<MappingNode>()) root = NodeMerge.Over(root, over);
        foreach (var entry in root.Entries.Where(entry => entry.Key != Block))
            problems.Add(entry.Source.Problem(entry.Key, "is not an option of the model", $"for example --set {Block}.{Keys.Of(nameof(ModelOptions.Hidden))}=6"));
        var settings = new ModelSettings();
        var names = new KnownNames([], known with { Architectures = [.. known.Architectures.Append(architecture).DistinctBy(one => one.Name)] });
        if (root.Find(Block)?.Value is MappingNode block) new SettingsBinder(names, source, problems).Bind(settings, block, Block);
        return problems.Count == 0 ? settings.Options : throw new ConfigException($"the options of {architecture.Name}", problems);
    }

    static IEnumerable<ConfigEntry> Entries(ConfigSource source, ModelOptions sizes)
    {
        foreach (var (property, size) in new[] { (nameof(sizes.Hidden), sizes.Hidden), (nameof(sizes.Layers), sizes.Layers), (nameof(sizes.Head), sizes.Head) })
            yield return Entry(source, property, Show.Value(size), isText: false);
    }

    static ConfigEntry Entry(ConfigSource source, string property, string value, bool isText) =>
        new(Keys.Of(property), source, new ScalarNode(source, value, isText));
}
