using Pixel.Contracts;
using Pixel.Host.Config;
using Pixel.Host.Data;
using Pixel.Host.Data.Download;
using Pixel.Host.Evaluation;
using Pixel.Host.Imaging;
using Pixel.Host.Models;
using Pixel.Host.Pictures;
using Pixel.Host.Storage;
using Pixel.Host.Training;
using Pixel.Libtorch;
using Pixel.Networks;
using Pixel.Sampling;

namespace Pixel.Host.Runs;

/// <summary>A whole experiment: train, evaluate on the test split, draw samples, as the config says.</summary>
/// <param name="setup">The experiment.</param>
/// <param name="folder">Where its files go.</param>
/// <param name="observer">Is told how it goes.</param>
public sealed class ExperimentRun(ExperimentSetup setup, RunFolder folder, IRunObserver observer)
{
    Experiment Experiment => setup.Experiment;

    /// <summary>Carries the experiment out.</summary>
    /// <param name="resume">Whether to go on from the last checkpoint of the folder.</param>
    /// <param name="cancellation">Stops after the current step, with a checkpoint.</param>
    /// <returns>The result on the test split.</returns>
    /// <exception cref="ExperimentException">The folder holds a run already, or another one than is to be resumed.</exception>
    public RunResult Execute(bool resume, CancellationToken cancellation)
    {
        CheckFolder(resume);
        folder.CheckWritable();
        _ = Task.Run(TorchLibrary.Load, CancellationToken.None); // libtorch takes half a second to load: meanwhile the data are read
        var (train, validation, test) = (Open(DataSplit.Train, cancellation), Open(DataSplit.Validation, cancellation), Open(DataSplit.Test, cancellation));
        var model = PixelModel.Build(Experiment.Model, train.Shape, setup.Plugins, train.Classes?.Count ?? 0);
        observer.OnModel(model.Description);
        using var network = Devices.CreateNetwork(model.Description, Experiment);
        network.Initialize((ulong)Experiment.Training.Seed);
        Devices.Place(network, Experiment.Device);
        if (!resume && Experiment.Training.InitFrom is { } other) StartFrom(other, network);
        var card = ModelCard.Of(model, train);
        using var alone = RunLock.Take(folder.Root);
        var changes = CheckFolder(resume); // again: another process may have trained here since
        if (resume) ResumeGuard.Check(folder.Root, ModelCard.Load(folder.Card), card);
        folder.Tidy(Experiment.Training.Keep);
        using var trainer = new Trainer(Experiment, network, model.Likelihood, train, validation, folder.Checkpoints, observer);
        if (resume) trainer.Resume();
        else if (Experiment.Training.InitFrom is null) trainer.InitializeFromBatch();
        AtomicFile.WriteText(folder.Config, ResolvedConfig.ToYaml(Experiment));
        card.Save(folder.Card);
        if (!resume) ShowTrainingImages(train);
        var log = new MetricsLog(folder.Metrics, trainer.Step, trainer.ValidationDue);
        if (changes.Count > 0) log.Add(trainer.Step, changes);
        observer.OnTraining(trainer.Step, trainer.TotalSteps, changes);
        trainer.Run(log, epoch => DrawDuring(epoch, model, card, trainer, cancellation), cancellation);
        return Conclude(model, card, network, test, cancellation);
    }

    /// <summary>Takes over the weights of another run.</summary>
    static void StartFrom(string run, NetworkModule network)
    {
        var weights = RunFolder.Open(run).WeightsFile;
        try
        {
            NetworkWeights.Load(SafetensorsReader.Read(weights), network);
        }
        catch (ModelException problem)
        {
            throw new ExperimentException($"training.initFrom: {weights} does not fit the network of this experiment. {problem.Message}", isUsage: true);
        }
    }

    /// <summary>Shows some training images as the network sees them, in the order of the set.</summary>
    void ShowTrainingImages(IImageSet train)
    {
        var shown = Originals.FromSet(train, train.Shape, first: 0, count: 64);
        SampleSheet.Save(folder.TrainingImages, ImageGrid.Draw(shown.Images, train.Shape),
        [
            new("Images", $"the first {shown.Images.Count} of {train.Count}, {train.Shape}"), new("Data", train.Name),
            .. train.Classes is { } classes ? [SampleLabels.Of(classes, shown.Labels!)] : Array.Empty<KeyValuePair<string, string>>(),
        ]);
    }

    RunResult Conclude(PixelModel model, ModelCard card, NetworkModule network, IImageSet test, CancellationToken cancellation)
    {
        NetworkWeights.Load(SafetensorsReader.Read(folder.WeightsFile), network);
        network.eval();
        using var best = TrainedModel.InTraining(setup, card, model, network, folder.History);
        var result = ModelEvaluation.Evaluate(best, test, progress: Progress("evaluation"), cancellation: cancellation);
        result.Save(folder.Result);
        DrawSamples(best, folder.FinalSamples, cancellation);
        return result;
    }

    void DrawDuring(long epoch, PixelModel model, ModelCard card, Trainer trainer, CancellationToken cancellation)
    {
        if (Experiment.Sampling.Every is not { } every || epoch % every != 0) return;
        using var present = TrainedModel.InTraining(
            setup, card, model, trainer.Evaluated, new TrainingHistory(trainer.Step, trainer.Step, trainer.TrainSeconds));
        DrawSamples(present, Path.Combine(folder.Samples, $"epoch-{epoch:D4}.png"), cancellation);
    }

    void DrawSamples(TrainedModel model, string path, CancellationToken cancellation)
    {
        var settings = Experiment.Sampling;
        if (settings.Count == 0) return;
        var options = new SamplingOptions { Seed = (ulong)settings.Seed, Temperature = settings.Temperature, Progress = Progress("sampling") };
        ModelSampling.Draw(model, path, settings.Count, settings.Sampler, options, cancellation);
    }

    ProgressAction Progress(string work) => new(share => observer.OnProgress(work, share));

    IImageSet Open(string split, CancellationToken cancellation)
    {
        var images = setup.Open(split, observer.Download, cancellation);
        observer.OnData(images);
        return images;
    }

    /// <summary>Refuses a folder that cannot be begun or gone on with; gives the settings that have changed and may.</summary>
    IReadOnlyList<string> CheckFolder(bool resume)
    {
        if (folder.IsShipped)
            throw new ExperimentException(
                $"{folder.Root} holds the weights of a trained model, model.safetensors, which a run there would be taken for. Choose another folder by --out.", isUsage: true);
        var started = folder.Checkpoints.Last is not null;
        if (started && !resume)
            throw new ExperimentException($"{folder.Root} holds a run already. Go on with it by --resume, or choose another folder by --out.", isUsage: true);
        if (!started && File.Exists(folder.Result))
            throw new ExperimentException($"{folder.Root} holds a result, but not the checkpoints it belongs to. Restore them, or choose another folder by --out.", isUsage: true);
        if (!resume) return [];
        if (!started) throw new ExperimentException($"{folder.Root} holds no checkpoint to resume from. Start without --resume.", isUsage: true);
        return ResumeGuard.Check(folder.Root, setup.Read(folder.Config), Experiment);
    }
}

/// <summary>Is told how a whole experiment goes.</summary>
public interface IRunObserver : ITrainingObserver
{
    /// <summary>Receives the progress of a download.</summary>
    IProgress<DownloadProgress> Download { get; }

    /// <summary>A split was opened.</summary>
    /// <param name="images">The split.</param>
    void OnData(IImageSet images);

    /// <summary>The network was described.</summary>
    /// <param name="network">The network.</param>
    void OnModel(NetworkDescription network);

    /// <summary>Training begins or goes on.</summary>
    /// <param name="step">Steps made already.</param>
    /// <param name="totalSteps">Steps of the whole run.</param>
    /// <param name="changes">Settings that are others than before the resumption, each in words.</param>
    void OnTraining(long step, long totalSteps, IReadOnlyList<string> changes);
}
