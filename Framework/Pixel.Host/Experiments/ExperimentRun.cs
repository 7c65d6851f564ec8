using Pixel.Host.Checkpoints;
using Pixel.Host.Config;
using Pixel.Host.Data;
using Pixel.Host.Evaluation;
using Pixel.Host.Storage;
using Pixel.Host.Training;
using Pixel.Libtorch;
using Pixel.Networks;
using Pixel.Sampling;

namespace Pixel.Host.Experiments;

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
        OutputCheck.Folder(folder.Root);
        _ = Task.Run(TorchLibrary.Load, CancellationToken.None); // libtorch takes half a second to load: meanwhile the data are read
        var (train, validation, test) = (Open(DataSplit.Train, cancellation), Open(DataSplit.Validation, cancellation), Open(DataSplit.Test, cancellation));
        var model = PixelModel.Build(Experiment.Model, train.Shape, setup.Plugins);
        observer.OnModel(model.Description);
        var network = Devices.CreateNetwork(model.Description, Experiment);
        network.Initialize((ulong)Experiment.Training.Seed);
        Devices.Place(network, Experiment.Device);
        var card = ModelCard.Of(model, train);
        if (resume) ResumeGuard.Check(folder.Root, ModelCard.Load(folder.Card), card);
        using var alone = RunLock.Take(folder.Root);
        var trainer = new Trainer(Experiment, network, model.Likelihood, train, validation, folder.Checkpoints, observer);
        if (resume) trainer.Resume();
        AtomicFile.WriteText(folder.Config, ResolvedConfig.ToYaml(Experiment));
        card.Save(folder.Card);
        observer.OnTraining(trainer.Step, trainer.TotalSteps);
        trainer.Run(new MetricsLog(folder.Metrics, trainer.Step), epoch => DrawDuring(epoch, model, card, trainer, cancellation), cancellation);
        return Conclude(model, card, network, test, trainer, cancellation);
    }

    RunResult Conclude(
        PixelModel model, ModelCard card, NetworkModule network, IImageSet test, Trainer trainer, CancellationToken cancellation)
    {
        var best = CheckpointStore.ReadState(folder.Checkpoints.Best!);
        NetworkWeights.Load(SafetensorsReader.Read(folder.WeightsFile), network);
        network.eval();
        var evaluation = Evaluator.Evaluate(
            network, model.Likelihood, test, Experiment.Evaluation.Batch, null,
            new ProgressAction<int>(done => observer.OnProgress("evaluation", (double)done / test.Count)), cancellation);
        var result = RunResult.Of(model, Experiment, test, evaluation, new TrainingHistory(best.Step, trainer.Step, trainer.TrainSeconds));
        result.Save(folder.Result);
        DrawSamples(model, card, network, folder.FinalSamples, best.Step, cancellation);
        return result;
    }

    void DrawDuring(long epoch, PixelModel model, ModelCard card, Trainer trainer, CancellationToken cancellation)
    {
        if (Experiment.Sampling.Every is { } every && epoch % every == 0)
            DrawSamples(model, card, trainer.Evaluated, Path.Combine(folder.Samples, $"epoch-{epoch:D4}.png"), trainer.Step, cancellation);
    }

    void DrawSamples(
        PixelModel model, ModelCard card, NetworkModule network, string path, long step, CancellationToken cancellation)
    {
        var settings = Experiment.Sampling;
        if (settings.Count == 0) return;
        var canvas = Canvas.Empty(model.Description.Image, settings.Count);
        var options = new SamplingOptions
        {
            Seed = (ulong)settings.Seed,
            Temperature = settings.Temperature,
            Progress = new ProgressAction<double>(share => observer.OnProgress("sampling", share)),
        };
        using var sampler = model.CreateSampler(
            settings.Sampler, Math.Min(settings.Count, ModelSampling.LargestBatch), Experiment.Threads, () => NetworkWeights.Copy(network), () => network);
        sampler.Sample(canvas, options, cancellation);
        SampleSheet.Save(path, canvas, SampleSheet.Caption(card, $"step {step}", options, sampler.Name, settings.Count));
    }

    IImageSet Open(string split, CancellationToken cancellation)
    {
        var images = setup.Open(split, observer.Download, cancellation);
        observer.OnData(images);
        return images;
    }

    void CheckFolder(bool resume)
    {
        var started = folder.Checkpoints.Last is not null;
        if (started && !resume)
            throw new ExperimentException($"{folder.Root} holds a run already. Go on with it by --resume, or choose another folder by --out.", isUsage: true);
        if (!resume) return;
        if (!started) throw new ExperimentException($"{folder.Root} holds no checkpoint to resume from. Start without --resume.", isUsage: true);
        ResumeGuard.Check(folder.Root, setup.Read(folder.Config), Experiment);
    }
}
