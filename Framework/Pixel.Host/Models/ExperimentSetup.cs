using Pixel.Contracts;
using Pixel.Host.Config;
using Pixel.Host.Data;
using Pixel.Host.Data.Download;
using Pixel.Host.Data.Sources;
using Pixel.Host.Plugins;

namespace Pixel.Host.Models;

/// <summary>An experiment with the plug-ins that its config needs.</summary>
/// <param name="Experiment">The bound and validated config.</param>
/// <param name="Plugins">The plug-ins, which the setup owns.</param>
public sealed record ExperimentSetup(Experiment Experiment, PluginCatalog Plugins) : IDisposable
{
    /// <summary>Loads plug-ins and config.</summary>
    /// <param name="config">The YAML file.</param>
    /// <param name="sets">Overrides, <c>path=value</c>.</param>
    /// <param name="pluginFolders">Further plug-in folders, from the command line.</param>
    /// <param name="observer">Is told of each plug-in that cannot be used, before the config is looked at.</param>
    /// <exception cref="ConfigException">The config is not valid; all its problems are named.</exception>
    public static ExperimentSetup Load(string config, IReadOnlyList<string> sets, IReadOnlyList<string> pluginFolders, IPluginObserver? observer = null)
    {
        PluginCatalog? plugins = null;
        var context = new ConfigContext(DataSetCatalog.Names, folders =>
        {
            plugins = PluginCatalog.Load(PluginFolders.Default([.. pluginFolders, .. folders]), observer);
            foreach (var broken in plugins.Broken) observer?.OnBroken(broken);
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

    /// <summary>Reads another config with the same plug-ins.</summary>
    /// <param name="config">The YAML file.</param>
    /// <exception cref="ConfigException">The config is not valid.</exception>
    public Experiment Read(string config) => ExperimentLoader.Load(config, [], new ConfigContext(DataSetCatalog.Names, _ => Known(Plugins)));

    /// <summary>The shape of the experiment's images, without reading any.</summary>
    /// <exception cref="ExperimentException">The data settings do not fit the set, or the files would decide.</exception>
    public ImageShape Shape => Checked(() => DataSetCatalog.ShapeOf(Experiment.Data.Set, DataOptions));

    /// <summary>The classes of the experiment's images, without reading any image; null where labels are not asked for.</summary>
    /// <exception cref="ExperimentException">The data settings do not fit the set.</exception>
    /// <exception cref="LabelsUnavailableException">The images of a folder lie in no folders of classes.</exception>
    public ImageClasses? Classes => Experiment.Data.Labels ? Checked(() => DataSetCatalog.ClassesOf(Experiment.Data.Set, DataOptions)) : null;

    DataSetOptions DataOptions => new()
    {
        Root = Experiment.Data.Root,
        IfUnavailable = Experiment.Data.IfUnavailable == "sample" ? IfUnavailable.Sample : IfUnavailable.Error,
        Levels = Experiment.Data.Levels,
        Height = Experiment.Data.Height,
        Width = Experiment.Data.Width,
        Channels = Experiment.Data.Channels,
        Limit = Experiment.Data.Limit,
        Labels = Experiment.Data.Labels,
    };

    /// <summary>Opens a split of the experiment's data. With <c>data.trainOn: train+validation</c> the split train is both, and the name of validation says so.</summary>
    /// <param name="split">One of <see cref="DataSplit.All"/>.</param>
    /// <param name="progress">Receives the progress of a download.</param>
    /// <param name="cancellation">Stops a download.</param>
    /// <exception cref="ExperimentException">The data settings do not fit the set.</exception>
    /// <exception cref="DataUnavailableException">The files are nowhere.</exception>
    /// <exception cref="DataFormatException">A file is not what it should be.</exception>
    /// <exception cref="LabelsUnavailableException">Labels are asked for, and there are none.</exception>
    public IImageSet Open(string split, IProgress<DownloadProgress>? progress = null, CancellationToken cancellation = default)
    {
        if (!Experiment.Data.TrainsOnValidation) return One(split);
        return split switch
        {
            DataSplit.Train => new TrainingAndValidation(One(DataSplit.Train), One(DataSplit.Validation)),
            DataSplit.Validation => new ValidationTrainedOn(One(split)),
            _ => One(split),
        };

        IImageSet One(string part) => Checked(() => DataSetCatalog.Open(Experiment.Data.Set, part, DataOptions, progress, cancellation: cancellation));
    }

    /// <summary>Whether images of other sizes are cropped and resized, as they were for training, rather than refused.</summary>
    public bool FitsImages => Experiment.Data.Height is not null;

    /// <summary>The JSON Schema of configs, with the options of all plug-ins.</summary>
    /// <param name="pluginFolders">Further plug-in folders.</param>
    /// <param name="observer">Is told of each plug-in that cannot be used.</param>
    public static string Schema(IReadOnlyList<string> pluginFolders, IPluginObserver? observer = null)
    {
        using var plugins = PluginCatalog.Load(PluginFolders.Default(pluginFolders), observer);
        foreach (var broken in plugins.Broken) observer?.OnBroken(broken);
        return ConfigSchema.ToJson(DataSetCatalog.Names, Known(plugins));
    }

    static T Checked<T>(Func<T> open)
    {
        try
        {
            return open();
        }
        catch (ArgumentException problem)
        {
            throw new ExperimentException($"data: {problem.Message}", isUsage: true);
        }
    }

    static KnownModels Known(PluginCatalog plugins) =>
        new([.. plugins.Plugins.SelectMany(plugin => plugin.Architectures).Select(KnownArchitecture.Of)], plugins.Likelihoods.Names);

    /// <inheritdoc/>
    public void Dispose() => Plugins.Dispose();
}
