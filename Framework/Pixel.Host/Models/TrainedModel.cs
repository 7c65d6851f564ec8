using Pixel.Contracts;
using Pixel.Host.Config;
using Pixel.Host.Plugins;
using Pixel.Host.Storage;
using Pixel.Networks;
using Pixel.Sampling;

namespace Pixel.Host.Models;

/// <summary>A model with its weights: opened from a run folder or from models/, or as a training has it now.</summary>
public sealed class TrainedModel : IDisposable
{
    readonly WeightSet? _weights; // null where the network of a training holds them
    NetworkModule? _network;

    TrainedModel(ExperimentSetup setup, ModelCard card, PixelModel model, TrainingHistory history, WeightSet? weights, NetworkModule? network)
    {
        (Setup, Card, Model, History) = (setup, card, model, history);
        (_weights, _network) = (weights, network);
    }

    /// <summary>The experiment that made it.</summary>
    public ExperimentSetup Setup { get; }

    /// <summary>What it is.</summary>
    public ModelCard Card { get; }

    /// <summary>The network and the likelihood.</summary>
    public PixelModel Model { get; }

    /// <summary>How the weights came to be.</summary>
    public TrainingHistory History { get; }

    /// <summary>The map face on the experiment's device, with the weights; made when it is first asked for.</summary>
    /// <exception cref="ExperimentException">There is no such device.</exception>
    public NetworkModule Network => _network ??= CreateNetwork(_weights!);

    /// <summary>Opens a model; libtorch is not touched.</summary>
    /// <param name="run">A run folder, or a folder under models/.</param>
    /// <param name="sets">Overrides of its config, such as where the data lie now.</param>
    /// <param name="pluginFolders">Further plug-in folders.</param>
    /// <param name="observer">Is told of each plug-in that cannot be used.</param>
    /// <param name="acting">The settings that an override makes a difference to, or blocks of them such as <c>sampling.</c>; null for all.</param>
    /// <exception cref="ExperimentException">The folder holds no run, or no weights yet; or an override would make no difference, or another network.</exception>
    public static TrainedModel Open(
        string run, IReadOnlyList<string> sets, IReadOnlyList<string> pluginFolders, IPluginObserver? observer = null, IReadOnlyList<string>? acting = null)
    {
        var folder = RunFolder.Open(run);
        for (var last = folder.Checkpoints.Changed; ; last = folder.Checkpoints.Changed)
        {
            var setup = ExperimentSetup.Load(folder.Config, sets, pluginFolders, observer);
            try
            {
                if (acting is not null) CheckActing(sets, acting);
                var card = ModelCard.Load(folder.Card);
                var model = PixelModel.Build(setup.Experiment.Model, card.ToShape(), setup.Plugins, card.Classes ?? 0);
                return new TrainedModel(setup, card, model, folder.History, SafetensorsReader.Read(folder.WeightsFile), null);
            }
            catch (CheckpointException) when (folder.Checkpoints.Changed != last)
            {
                setup.Dispose(); // a training goes on in the folder, and took away what was being read: now there is another
            }
            catch
            {
                setup.Dispose();
                throw;
            }
        }
    }

    /// <summary>Looks at the model of a training that goes on, whose setup and network stay the caller's.</summary>
    /// <param name="setup">The experiment.</param>
    /// <param name="card">What the model is.</param>
    /// <param name="model">The network and the likelihood.</param>
    /// <param name="network">The map face on the experiment's device, with the weights.</param>
    /// <param name="history">How the weights came to be.</param>
    public static TrainedModel InTraining(ExperimentSetup setup, ModelCard card, PixelModel model, NetworkModule network, TrainingHistory history) =>
        new(setup, card, model, history, null, network);

    /// <summary>Makes a sampler.</summary>
    /// <param name="name">Incremental or ancestral; a network without a step face is sampled ancestrally.</param>
    /// <param name="batch">Images in lock-step.</param>
    public ISampler CreateSampler(string name, int batch) => Model.CreateSampler(
        name, batch, Setup.Experiment.Threads, () => _weights ?? NetworkWeights.Copy(Network), () => Network);

    /// <summary>Lets go of what <see cref="Open"/> has opened; of a training's model nothing.</summary>
    public void Dispose()
    {
        if (_weights is null) return;
        _network?.Dispose();
        Setup.Dispose();
    }

    static void CheckActing(IReadOnlyList<string> sets, IReadOnlyList<string> acting)
    {
        var idle = sets.Select(set => set.Split('=')[0].Trim()).FirstOrDefault(path => !SettingPaths.Cover(acting, path));
        if (idle is not null)
            throw new ExperimentException($"--set {idle}: cannot be changed for a model that is trained, or makes no difference here. What can be set is {string.Join(", ", acting.Select(setting => setting.EndsWith('.') ? setting + "*" : setting))}.", isUsage: true);
    }

    // Two copies: the weights as they were read, and the network's own.
    NetworkModule CreateNetwork(WeightSet weights)
    {
        var network = Devices.Place(Devices.CreateNetwork(Model.Description, Setup.Experiment, copies: 2), Setup.Experiment.Device);
        NetworkWeights.Load(weights, network);
        network.eval();
        return network;
    }
}
