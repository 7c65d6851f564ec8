using Pixel.Contracts;
using Pixel.Host.Config;
using Pixel.Host.Plugins;

namespace Pixel.Checks;

/// <summary>The architectures that a word of the command line names, with the plug-ins they come from.</summary>
public sealed class CheckTargets : IDisposable
{
    readonly PluginCatalog _catalog;

    CheckTargets(PluginCatalog catalog, IReadOnlyList<IArchitecture> architectures) => (_catalog, Architectures) = (catalog, architectures);

    /// <summary>What to check, at least one.</summary>
    public IReadOnlyList<IArchitecture> Architectures { get; }

    /// <summary>Finds the architecture of a name, all of a plug-in of a name, or all of a plug-in's file or folder.</summary>
    /// <param name="target">The name or path; a word with a slash, or that ends in <c>.dll</c>, is a path.</param>
    /// <param name="pluginFolders">Further plug-in folders.</param>
    /// <param name="observer">Is told of each plug-in that cannot be used and is not the target.</param>
    /// <exception cref="ExperimentException">The plug-in that is named cannot be used; the message says why.</exception>
    /// <exception cref="UnknownArchitectureException">There is no architecture and no plug-in of that name.</exception>
    public static CheckTargets Find(string target, IReadOnlyList<string> pluginFolders, IPluginObserver? observer = null)
    {
        var path = target.Contains('/') || target.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) ? Path.GetFullPath(target) : null;
        // The path comes first: of two architectures of one name the one that is meant stays.
        var catalog = PluginCatalog.Load([.. path is null ? Array.Empty<string>() : [path], .. PluginFolders.Default(pluginFolders)], observer);
        try
        {
            var broken = catalog.Broken.ToLookup(plugin => IsMeant(plugin.Name, plugin.File));
            foreach (var plugin in broken[false]) observer?.OnBroken(plugin);
            if (broken[true].FirstOrDefault() is { } unusable) throw new ExperimentException(unusable.Message);
            return new CheckTargets(catalog, Meant());
        }
        catch
        {
            catalog.Dispose();
            throw;
        }

        bool IsMeant(string name, string file) => path is null
            ? name == target
            : file == path || file.StartsWith(Path.TrimEndingDirectorySeparator(path) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

        IReadOnlyList<IArchitecture> Meant()
        {
            IArchitecture[] all = [.. catalog.Plugins.SelectMany(plugin => plugin.Architectures)];
            if (path is null && all.FirstOrDefault(architecture => architecture.Name == target) is { } named) return [named];
            IArchitecture[] meant = [.. catalog.Plugins.Where(plugin => IsMeant(plugin.Name, plugin.File)).SelectMany(plugin => plugin.Architectures)];
            if (meant.Length > 0) return meant;
            if (catalog.Plugins.FirstOrDefault(plugin => IsMeant(plugin.Name, plugin.File)) is { Likelihoods: [var likelihood, ..] } plugin)
                throw new ExperimentException(
                    $"The plug-in {plugin.Name} has no architecture, but the likelihood '{likelihood.Name}'. Check an architecture with it, by --set model.likelihood={likelihood.Name}, and its gradients by `pixelfw gradcheck {likelihood.Name}`.",
                    isUsage: true);
            if (path is null) return [catalog.Find(target)]; // it tells what names there are
            throw new ExperimentException($"{target} holds no plug-in; give a plug-in's NAME.dll, its folder NAME with NAME.dll in it, or a folder of such folders.", isUsage: true);
        }
    }

    /// <summary>Checks each architecture.</summary>
    /// <param name="sets">Options to check with, each <c>model.KEY=VALUE</c>.</param>
    /// <param name="classes">Classes to condition the networks on, at least 2; 0 for none.</param>
    /// <param name="progress">Is told of the architecture and of each check of it that begins.</param>
    /// <param name="cancellation">Stops between two checks.</param>
    /// <exception cref="ConfigException">An option is not one of an architecture, or its value is not allowed.</exception>
    public CheckReports Check(IReadOnlyList<string> sets, int classes = 0, Action<string, CheckProgress>? progress = null, CancellationToken cancellation = default)
    {
        var all = _catalog.Plugins.SelectMany(plugin => plugin.Architectures).ToList();
        var settings = Architectures.Select(architecture => new CheckSettings
        {
            Options = sets.Count == 0 ? null : CheckOptions.Bind(architecture, sets, all, _catalog.Likelihoods),
            Classes = classes,
            Architectures = _catalog,
            Likelihoods = _catalog.Likelihoods,
            Progress = new Forward(at => progress?.Invoke(architecture.Name, at)),
        }).ToList(); // a wrong option is told before anything is checked
        return new CheckReports([.. Architectures.Zip(settings, (architecture, one) => ArchitectureCheck.Run(architecture, one, cancellation))]);
    }

    /// <summary>Lets go of the plug-ins.</summary>
    public void Dispose() => _catalog.Dispose();

    sealed class Forward(Action<CheckProgress> report) : IProgress<CheckProgress>
    {
        public void Report(CheckProgress value) => report(value);
    }
}
