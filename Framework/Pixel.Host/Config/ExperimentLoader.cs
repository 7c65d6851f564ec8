using Pixel.Contracts;
using Pixel.Host.Config.Internal;

namespace Pixel.Host.Config;

/// <summary>Reads experiments from YAML.</summary>
/// <remarks>
/// <c>extends: base.yaml</c> takes every key but <c>name</c> from another file, relative to the one that says so; blocks are merged
/// key by key, all else is replaced. Relative paths in a file start at the file's folder, those of <c>--set</c> at the current one;
/// <c>~/</c> is the user's home.
/// </remarks>
public static class ExperimentLoader
{
    /// <summary>Loads, merges, binds and validates an experiment.</summary>
    /// <param name="path">The YAML file.</param>
    /// <param name="sets">The values of <c>--set</c>, each <c>path=value</c>; laid over the file, the last one wins.</param>
    /// <param name="context">The data sets, architectures and likelihoods that may be named.</param>
    /// <returns>The experiment: every key bound, paths absolute.</returns>
    /// <exception cref="ConfigException">Something is wrong with the config; holds all that is.</exception>
    /// <exception cref="NotSupportedException">An architecture's options have a property that YAML cannot give.</exception>
    public static Experiment Load(string path, IReadOnlyList<string> sets, ConfigContext context)
    {
        var problems = new List<ConfigProblem>();
        var files = new ConfigFiles(problems);
        var root = files.Load(path);
        foreach (var over in sets.Select(set => SetOption.Read(set, problems)).OfType<MappingNode>())
            root = root is null ? null : NodeMerge.Over(root, over);
        // Without all of its files a config lacks keys for no fault of its own: no use in binding it.
        var experiment = root is null ? null : Bind(Named(root, path), context, problems);
        return problems.Count == 0 && experiment is not null
            ? experiment
            : throw new ConfigException(path, InOrder(problems, files.Shown));
    }

    static Experiment Bind(MappingNode root, ConfigContext context, List<ConfigProblem> problems)
    {
        var models = context.Models(PluginsOf(root));
        var experiment = new Experiment();
        new SettingsBinder(new KnownNames(context.DataSets, models), root.Source, problems).Bind(experiment, root, "");
        return experiment;
    }

    // The plug-ins come first, as they say which options there are. What is wrong with the key is reported with the rest.
    static IReadOnlyList<string> PluginsOf(MappingNode root)
    {
        var onlyPlugins = root with { Entries = [.. root.Entries.Where(entry => entry.Key == Keys.Of(nameof(Experiment.Plugins)))] };
        var experiment = new Experiment();
        new SettingsBinder(KnownNames.None, root.Source, []).Bind(experiment, onlyPlugins, "");
        return experiment.Plugins;
    }

    static MappingNode Named(MappingNode root, string path)
    {
        var key = Keys.Of(nameof(Experiment.Name));
        if (root.Find(key) is not null)
            return root;
        var name = new ScalarNode(root.Source.Origin.Whole, Path.GetFileNameWithoutExtension(path), IsQuoted: true);
        return root with { Entries = [new ConfigEntry(key, name.Source, name), .. root.Entries] };
    }

    static List<ConfigProblem> InOrder(List<ConfigProblem> problems, IReadOnlyList<string> files)
    {
        var ranks = files.Distinct().Select((name, rank) => (name, rank)).ToDictionary(pair => pair.name, pair => pair.rank);
        return [.. problems
            .OrderBy(problem => ranks.GetValueOrDefault(problem.File, files.Count))
            .ThenBy(problem => problem.Line)
            .ThenBy(problem => problem.Column)];
    }
}

/// <summary>What a config may name that is not settled in this library.</summary>
/// <param name="DataSets">The names that <c>data.set</c> may have.</param>
/// <param name="Models">
/// Gives the architectures and likelihoods, from the plug-in folders that the config adds in <c>plugins</c> (absolute paths, most often none).
/// Called once per load; what it throws goes through to the caller of <see cref="ExperimentLoader"/>.
/// </param>
public sealed record ConfigContext(
    IReadOnlyList<string> DataSets,
    Func<IReadOnlyList<string>, KnownModels> Models);

/// <summary>The architectures and likelihoods that a config may name.</summary>
/// <param name="Architectures">The architectures.</param>
/// <param name="Likelihoods">The names that <c>model.likelihood</c> may have.</param>
public sealed record KnownModels(IReadOnlyList<KnownArchitecture> Architectures, IReadOnlyList<string> Likelihoods);

/// <summary>What a config needs to know of an architecture.</summary>
/// <param name="Name">The name that YAML knows it by.</param>
/// <param name="Summary">One line, for the schema.</param>
/// <param name="OptionsType"><see cref="ModelOptions"/> or derived from it, with a public constructor without parameters.</param>
public sealed record KnownArchitecture(string Name, string Summary, Type OptionsType)
{
    /// <summary>What a config needs to know of an architecture that is there.</summary>
    /// <param name="architecture">The architecture.</param>
    public static KnownArchitecture Of(IArchitecture architecture) => new(architecture.Name, architecture.Summary, architecture.OptionsType);
}

/// <summary>The names that a config may refer to.</summary>
sealed record KnownNames(IReadOnlyList<string> DataSets, KnownModels Models)
{
    /// <summary>No names at all.</summary>
    public static KnownNames None { get; } = new([], new KnownModels([], []));

    public IReadOnlyList<KnownArchitecture> Architectures => Models.Architectures;

    public IReadOnlyList<string> ArchitectureNames => [.. Architectures.Select(known => known.Name)];

    public KnownArchitecture? Architecture(string name) => Architectures.FirstOrDefault(known => known.Name == name);
}
