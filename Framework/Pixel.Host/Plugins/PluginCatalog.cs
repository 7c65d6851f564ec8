using System.Text.Json;
using McMaster.NETCore.Plugins;
using Pixel.Contracts;
using Pixel.Likelihoods;

namespace Pixel.Host.Plugins;

/// <summary>The plug-ins of this run, each loaded in a context of its own, and the architectures and likelihoods they offer.</summary>
/// <remarks>A plug-in that cannot be used never stops the others: it is listed in <see cref="Broken"/> with reason and remedy.</remarks>
public sealed class PluginCatalog : IArchitectureCatalog, IDisposable
{
    readonly List<Plugin> _plugins = [];
    readonly List<BrokenPlugin> _broken = [];
    readonly List<PluginLoader> _loaders = [];
    readonly Dictionary<string, Plugin> _byArchitecture = new(StringComparer.Ordinal);
    readonly Dictionary<string, Plugin> _byLikelihood = new(StringComparer.Ordinal);

    PluginCatalog()
    {
    }

    /// <summary>What was loaded, in the order it was found.</summary>
    public IReadOnlyList<Plugin> Plugins => _plugins;

    /// <summary>What was found, or named, and could not be used.</summary>
    public IReadOnlyList<BrokenPlugin> Broken => _broken;

    /// <summary>The likelihoods: the shared ones, and those of the plug-ins.</summary>
    public LikelihoodCatalog Likelihoods => new(_plugins.SelectMany(plugin => plugin.Likelihoods));

    /// <summary>Loads every plug-in of the folders; of two architectures or likelihoods of one name the first stays.</summary>
    /// <param name="folders">
    /// Each a folder of plug-in folders NAME/NAME.dll, a plug-in's own folder, or its <c>.dll</c>; see <see cref="PluginFolders.Default"/>.
    /// </param>
    /// <param name="observer">Is told of a plug-in that takes long to begin. The broken ones are for the caller to tell.</param>
    public static PluginCatalog Load(IEnumerable<string> folders, IPluginObserver? observer = null)
    {
        var catalog = new PluginCatalog();
        foreach (var file in PluginFile.FindAll(folders))
        {
            catalog.Add(file, observer);
        }

        return catalog;
    }

    /// <summary>The architecture of that name.</summary>
    /// <exception cref="UnknownArchitectureException">
    /// No plug-in has it; the message names the nearest and all known ones, and what broke a plug-in that may have it.
    /// </exception>
    public IArchitecture Find(string name) =>
        _byArchitecture.TryGetValue(name, out var plugin)
            ? plugin.Architectures.First(architecture => architecture.Name == name)
            : throw new UnknownArchitectureException(name, [.. _byArchitecture.Keys.Order(StringComparer.Ordinal)], _broken);

    /// <summary>Lets go of the loaders. Architectures in use go on working: a plug-in's code stays in the process.</summary>
    public void Dispose()
    {
        foreach (var loader in _loaders)
        {
            loader.Dispose();
        }

        _loaders.Clear();
    }

    void Add(PluginFile file, IPluginObserver? observer)
    {
        var opened = new PluginOpener(file);
        try
        {
            var plugin = PluginAtWork.Run(file.Name, () => PluginPatience.Wait(opened.Open, () => observer?.OnWaiting(file.Name, file.Path)));
            RefuseKnownNames(plugin);
            _plugins.Add(plugin);
            foreach (var architecture in plugin.Architectures)
            {
                _byArchitecture.Add(architecture.Name, plugin);
            }

            foreach (var likelihood in plugin.Likelihoods)
            {
                _byLikelihood.Add(likelihood.Name, plugin);
            }

            _loaders.Add(opened.Loader!);
        }
        catch (PluginFault fault)
        {
            opened.Loader?.Dispose();
            _broken.Add(new BrokenPlugin(file.Name, file.Path, opened.ContractVersion, Contract.Version, fault.Message, fault.Remedy));
        }
    }

    void RefuseKnownNames(Plugin plugin)
    {
        foreach (var architecture in plugin.Architectures)
        {
            if (_byArchitecture.TryGetValue(architecture.Name, out var first))
            {
                throw new PluginFault(
                    $"its architecture '{architecture.Name}' has the name of one in the plug-in {first.Name} ({first.File})",
                    "rename one of the two architectures, or take one of the plug-ins away");
            }
        }

        foreach (var likelihood in plugin.Likelihoods)
        {
            if (LikelihoodCatalog.Shared.Names.Contains(likelihood.Name))
                throw new PluginFault($"its likelihood '{likelihood.Name}' has the name of one that pixelfw brings", "rename it");
            if (_byLikelihood.TryGetValue(likelihood.Name, out var first))
            {
                throw new PluginFault(
                    $"its likelihood '{likelihood.Name}' has the name of one in the plug-in {first.Name} ({first.File})",
                    "rename one of the two likelihoods, or take one of the plug-ins away");
            }
        }
    }
}

/// <summary>Is told of plug-ins that do not do as they should; the others are at work meanwhile.</summary>
public interface IPluginObserver
{
    /// <summary>A plug-in's own code has not come to its end for some seconds, and is waited for a while yet.</summary>
    /// <param name="name">The plug-in.</param>
    /// <param name="file">The full path of its assembly.</param>
    void OnWaiting(string name, string file);

    /// <summary>A plug-in cannot be used.</summary>
    /// <param name="plugin">The plug-in, with reason and remedy.</param>
    void OnBroken(BrokenPlugin plugin);
}

/// <summary>A plug-in that was loaded.</summary>
/// <param name="Name">The name of its assembly, which its folder bears too.</param>
/// <param name="File">The full path of its assembly.</param>
/// <param name="Version">The version that its author gave it.</param>
/// <param name="ContractVersion">The version of the contract (the assembly Pixel) it was built against.</param>
public sealed record Plugin(string Name, string File, string Version, Version ContractVersion)
{
    /// <summary>The architectures that it offers, ordered by name; with <see cref="Likelihoods"/> at least one.</summary>
    public required IReadOnlyList<IArchitecture> Architectures { get; init; }

    /// <summary>The likelihoods that it offers, ordered by name.</summary>
    public required IReadOnlyList<ILikelihoodFamily> Likelihoods { get; init; }
}

/// <summary>A plug-in that was found, or named, and could not be used.</summary>
/// <param name="Name">The name of its assembly, by its file or folder.</param>
/// <param name="File">The full path of its assembly, or of what was named and is not there.</param>
/// <param name="ContractVersion">The version of the contract (the assembly Pixel) it was built against, if that could be read.</param>
/// <param name="HostVersion">The version of the contract here.</param>
/// <param name="Reason">What is wrong: a clause that follows "was not loaded: ".</param>
/// <param name="Remedy">What to do about it.</param>
public sealed record BrokenPlugin(
    string Name, string File, Version? ContractVersion, Version HostVersion, string Reason, string Remedy)
{
    /// <summary>All of it for a reader, in four lines.</summary>
    public string Message => $"""
        The plug-in {Name} was not loaded: {Reason}.
          file:     {File}
          contract: {Contract.Tell(ContractVersion)}
          remedy:   {Remedy}.
        """;
}

/// <summary>All plug-ins as JSON: those that were loaded, and the broken ones with reason and remedy.</summary>
public static class PluginListing
{
    static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>One JSON object: <c>contract</c>, <c>plugins</c> and <c>broken</c>.</summary>
    /// <param name="catalog">The plug-ins.</param>
    public static string ToJson(PluginCatalog catalog) => JsonSerializer.Serialize(
        new
        {
            contract = Contract.Version.ToString(3),
            plugins = catalog.Plugins.Select(plugin => new
            {
                name = plugin.Name,
                version = plugin.Version,
                file = plugin.File,
                contract = plugin.ContractVersion.ToString(3),
                architectures = plugin.Architectures.Select(architecture => new { name = architecture.Name, summary = architecture.Summary }),
                likelihoods = plugin.Likelihoods.Select(likelihood => new { name = likelihood.Name, summary = likelihood.Summary }),
            }),
            broken = catalog.Broken.Select(plugin => new
            {
                name = plugin.Name,
                file = plugin.File,
                contract = plugin.ContractVersion?.ToString(3),
                reason = plugin.Reason,
                remedy = plugin.Remedy,
            }),
        },
        Format);
}
