using Pixel.Host.Config;
using Pixel.Host.Data;
using Pixel.Host.Plugins;

namespace Pixel.Host.Experiments;

/// <summary>An experiment with the plug-ins that its config needs.</summary>
/// <param name="Experiment">The bound and validated config.</param>
/// <param name="Plugins">The plug-ins, which the setup owns.</param>
public sealed record ExperimentSetup(Experiment Experiment, PluginCatalog Plugins) : IDisposable
{
    /// <summary>Loads plug-ins and config.</summary>
    /// <param name="config">The YAML file.</param>
    /// <param name="sets">Overrides, <c>path=value</c>.</param>
    /// <param name="pluginFolders">Further plug-in folders, from the command line.</param>
    /// <exception cref="ConfigException">The config is not valid; all its problems are named.</exception>
    public static ExperimentSetup Load(string config, IReadOnlyList<string> sets, IReadOnlyList<string> pluginFolders)
    {
        PluginCatalog? plugins = null;
        var context = new ConfigContext(DataSetCatalog.Names, folders =>
        {
            plugins = PluginCatalog.Load(PluginFolders.Default([.. pluginFolders, .. folders]));
            return Known(plugins);
        });
        try
        {
            return new ExperimentSetup(ExperimentLoader.Load(config, sets, context), plugins!);
        }
        catch
        {
            plugins?.Dispose();
            throw;
        }
    }

    /// <summary>Opens a split of the experiment's data.</summary>
    /// <param name="split">One of <see cref="DataSplit"/>.</param>
    /// <param name="progress">Receives the progress of a download.</param>
    public IImageSet Open(string split, IProgress<DownloadProgress>? progress = null)
    {
        var data = Experiment.Data;
        var options = new DataSetOptions
        {
            Root = data.Root,
            IfUnavailable = data.IfUnavailable == "sample" ? IfUnavailable.Sample : IfUnavailable.Error,
            Levels = data.Levels,
            Height = data.Height,
            Width = data.Width,
            Channels = data.Channels,
            Limit = data.Limit,
        };
        return new DataSetCatalog().Open(data.Set, split, options, progress);
    }

    /// <summary>The JSON Schema of configs, with the options of all plug-ins.</summary>
    /// <param name="pluginFolders">Further plug-in folders.</param>
    public static string Schema(IReadOnlyList<string> pluginFolders)
    {
        using var plugins = PluginCatalog.Load(PluginFolders.Default(pluginFolders));
        return ConfigSchema.Write(Known(plugins), DataSetCatalog.Names);
    }

    private static KnownArchitecture[] Known(PluginCatalog plugins) =>
    [
        .. plugins.Plugins.SelectMany(plugin => plugin.Architectures)
            .Select(architecture => new KnownArchitecture(architecture.Name, architecture.Summary, architecture.OptionsType)),
    ];

    /// <inheritdoc/>
    public void Dispose() => Plugins.Dispose();
}
