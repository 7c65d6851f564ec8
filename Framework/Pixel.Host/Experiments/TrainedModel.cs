using Pixel.Contracts;
using Pixel.Host.Checkpoints;
using Pixel.Host.Plugins;
using Pixel.Networks;
using Pixel.Sampling;

namespace Pixel.Host.Experiments;

/// <summary>A model with its weights, opened from a run folder or from models/.</summary>
public sealed class TrainedModel : IDisposable
{
    TrainedModel(RunFolder folder, ExperimentSetup setup, ModelCard card, PixelModel model, WeightSet weights) =>
        (Folder, Setup, Card, Model, Weights) = (folder, setup, card, model, weights);

    /// <summary>Where it came from.</summary>
    public RunFolder Folder { get; }

    /// <summary>The experiment that made it.</summary>
    public ExperimentSetup Setup { get; }

    /// <summary>What it is.</summary>
    public ModelCard Card { get; }

    /// <summary>The network and the likelihood.</summary>
    public PixelModel Model { get; }

    /// <summary>The weights.</summary>
    public WeightSet Weights { get; }

    /// <summary>How the weights came to be.</summary>
    public TrainingHistory History => Folder.History;

    /// <summary>Opens a model; libtorch is not touched.</summary>
    /// <param name="run">A run folder, or a folder under models/.</param>
    /// <param name="sets">Overrides of its config, such as where the data lie now.</param>
    /// <param name="pluginFolders">Further plug-in folders.</param>
    /// <param name="onBroken">Is told of each plug-in that cannot be used.</param>
    /// <exception cref="ExperimentException">The folder holds no run, or no weights yet.</exception>
    public static TrainedModel Open(string run, IReadOnlyList<string> sets, IReadOnlyList<string> pluginFolders, Action<BrokenPlugin>? onBroken = null)
    {
        var folder = RunFolder.Open(run);
        var weightsFile = folder.WeightsFile;
        var setup = ExperimentSetup.Load(folder.Config, sets, pluginFolders, onBroken);
        try
        {
            var card = ModelCard.Load(folder.Card);
            var model = PixelModel.Build(setup.Experiment.Model, card.ToShape(), setup.Plugins);
            return new TrainedModel(folder, setup, card, model, SafetensorsReader.Read(weightsFile));
        }
        catch
        {
            setup.Dispose();
            throw;
        }
    }

    /// <summary>Makes the map face on the experiment's device, with the weights.</summary>
    public NetworkModule CreateModule()
    {
        var network = Devices.Place(Devices.CreateNetwork(Model.Description, Setup.Experiment), Setup.Experiment.Device);
        NetworkWeights.Load(Weights, network);
        network.eval();
        return network;
    }

    /// <summary>Makes a sampler.</summary>
    /// <param name="name">Incremental or ancestral; a network without a step face is sampled ancestrally.</param>
    /// <param name="batch">Images in lock-step.</param>
    public ISampler CreateSampler(string name, int batch) =>
        Model.CreateSampler(name, batch, Setup.Experiment.Threads, () => Weights, CreateModule);

    /// <inheritdoc/>
    public void Dispose() => Setup.Dispose();
}
