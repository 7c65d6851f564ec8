using Pixel.Checks.Models;
using Pixel.Host.Config;
using Pixel.Host.Models;
using Pixel.Host.Training;

namespace Pixel.Tests.Support;

/// <summary>A training run of a tiny network, by itself a PixelCNN, on random images.</summary>
sealed class TinyTraining : IDisposable, ITrainingObserver
{
    readonly CancellationTokenSource _stop = new();
    readonly CheckedModel _model;
    readonly string _folder;

    public TinyTraining(string folder, Action<TrainingSettings>? change = null, CheckedModel? model = null)
    {
        (_folder, _model) = (folder, model ?? new TinyModel("pixelcnn", Some.Gray));
        Directory.CreateDirectory(folder);
        var experiment = new Experiment();
        (experiment.Training.Batch, experiment.Training.Epochs, experiment.Training.Steps, experiment.Training.LogEvery) = (4, 100, 12, 1);
        experiment.Evaluation.Batch = 2;
        change?.Invoke(experiment.Training);
        Store = new CheckpointStore(folder);
        Trainer = new Trainer(
            experiment, _model.Module, _model.Likelihood, new RandomImageSet(Some.Gray, 18), new RandomImageSet(Some.Gray, 5, "validation", 12),
            Store, this);
    }

    public CheckpointStore Store { get; }

    public Trainer Trainer { get; }

    public CheckedModel Model => _model;

    public List<StepReport> Steps { get; } = [];

    public List<ValidationReport> Validations { get; } = [];

    /// <summary>The step after which the run is stopped, as Ctrl-C would.</summary>
    public long? StopAfter { get; init; }

    /// <summary>The step in whose validation the run is stopped.</summary>
    public long? StopInValidationAfter { get; init; }

    /// <summary>The step after which something beside the training fails.</summary>
    public long? FailAfter { get; init; }

    public string Metrics => Path.Combine(_folder, "metrics.jsonl");

    public void Run() => Trainer.Run(new MetricsLog(Metrics, Trainer.Step, Trainer.ValidationDue), cancellation: _stop.Token);

    public void OnStep(StepReport report)
    {
        Steps.Add(report);
        if (report.Step == StopAfter) _stop.Cancel();
        if (report.Step == FailAfter) throw new InvalidOperationException("The moon is not full.");
    }

    public void OnValidation(ValidationReport report) => Validations.Add(report);

    public void OnProgress(string work, double share)
    {
        if (work == "validation" && Trainer.Step == StopInValidationAfter) _stop.Cancel();
    }

    public void OnCheckpoint(string folder, long step)
    {
    }

    public void Dispose()
    {
        _stop.Dispose();
        Trainer.Dispose();
        _model.Dispose();
    }
}
