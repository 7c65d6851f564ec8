using System.Diagnostics;
using Pixel.Contracts;
using Pixel.Host.Config;
using Pixel.Host.Data;
using Pixel.Host.Evaluation;
using Pixel.Host.Models;
using Pixel.Host.Storage;
using Pixel.Likelihoods;
using Pixel.Networks;
using static TorchSharp.torch;

namespace Pixel.Host.Training;

/// <summary>Trains a network by maximum likelihood with teacher forcing (paper, section 2).</summary>
public sealed class Trainer
{
    readonly TrainingSettings _settings;
    readonly NetworkModule _network;
    readonly ILikelihood _likelihood;
    readonly IImageSet _train;
    readonly IImageSet _validation;
    readonly CheckpointStore _store;
    readonly ITrainingObserver _observer;
    readonly TrainingStep _step;
    readonly MovingAverage? _average;
    readonly BatchPlan _plan;
    readonly LearningRateSchedule _schedule;
    readonly ProgressAction _stepProgress;
    readonly int _evaluationBatch;
    (long Step, double Nats)? _best;
    double _seconds;
    bool _validationDue;

    /// <summary>Prepares a run.</summary>
    /// <param name="experiment">How to train.</param>
    /// <param name="network">The network, initialised and on its device.</param>
    /// <param name="likelihood">The likelihood of its output.</param>
    /// <param name="train">The training images.</param>
    /// <param name="validation">The validation images.</param>
    /// <param name="store">Where checkpoints go.</param>
    /// <param name="observer">Is told how it goes.</param>
    public Trainer(
        Experiment experiment, NetworkModule network, ILikelihood likelihood, IImageSet train, IImageSet validation,
        CheckpointStore store, ITrainingObserver observer)
    {
        (_settings, _network, _likelihood, _train, _validation) = (experiment.Training, network, likelihood, train, validation);
        (_store, _observer, _evaluationBatch) = (store, observer, experiment.Evaluation.Batch);
        _stepProgress = new ProgressAction(share => observer.OnProgress("step", share));
        _step = new TrainingStep(network, likelihood, _settings, train);
        _average = _settings.Ema is { } decay ? new MovingAverage(network, _step.Parameters, decay) : null;
        _plan = new BatchPlan(train.Count, _settings.Batch, (ulong)_settings.Seed);
        TotalSteps = Math.Min((long)_settings.Epochs * _plan.StepsPerEpoch, _settings.Steps ?? long.MaxValue);
        _schedule = new LearningRateSchedule(_settings, TotalSteps);
    }

    /// <summary>Steps of the whole run.</summary>
    public long TotalSteps { get; }

    /// <summary>Steps made, those before a resumption included.</summary>
    public long Step { get; private set; }

    /// <summary>Seconds spent in training steps, over all sittings.</summary>
    public double TrainSeconds => _seconds;

    /// <summary>The network that evaluation and sampling use: the averaged one where there is one.</summary>
    public NetworkModule Evaluated => _average?.Network ?? _network;

    /// <summary>Goes on from the last checkpoint, bit for bit as if there had been no interruption.</summary>
    /// <exception cref="CheckpointException">There is no usable checkpoint, or it belongs to other data.</exception>
    public void Resume()
    {
        var folder = _store.Last ?? throw new CheckpointException("There is no checkpoint to resume from; start without --resume.");
        var state = CheckpointStore.ReadState(folder);
        if (state.TrainingImages != _train.Count)
            throw new CheckpointException(
                $"{folder}: was trained on {state.TrainingImages} images, the training set now has {_train.Count}. Restore the data, or train anew.");
        NetworkWeights.Load(SafetensorsReader.Read(Path.Combine(folder, CheckpointStore.Weights)), _network);
        _average?.Restore(SafetensorsReader.Read(Path.Combine(folder, CheckpointStore.Average)));
        _step.Restore(Path.Combine(folder, CheckpointStore.Optimizer));
        TorchGenerator.Restore(state.TorchGenerator);
        (Step, _seconds, _validationDue) = (state.Step, state.TrainSeconds, state.ValidationDue);
        if (state is { BestStep: { } step, BestNats: { } nats }) _best = (step, nats);
    }

    /// <summary>Trains to the last step, or until it is stopped; a checkpoint is written either way.</summary>
    /// <param name="log">The learning curve.</param>
    /// <param name="afterEpoch">Called after each epoch with its number, counted from 1.</param>
    /// <param name="cancellation">Stops after the current step.</param>
    /// <exception cref="TrainingException">The loss is no longer finite.</exception>
    /// <exception cref="OperationCanceledException">The run was stopped; the checkpoint is written.</exception>
    public void Run(MetricsLog log, Action<long>? afterEpoch = null, CancellationToken cancellation = default)
    {
        _network.train();
        if (_validationDue) Settle(log, cancellation);
        var clock = Stopwatch.StartNew();
        var (images, since, first) = (0L, 0.0, Step);
        while (Step < TotalSteps)
        {
            var start = clock.Elapsed.TotalSeconds;
            var batch = _plan.Batch(Step);
            var (nats, norm) = TrainOn(batch);
            _average?.Update(Step);
            var rate = _schedule.At(Step++);
            _seconds += clock.Elapsed.TotalSeconds - start;
            (images, since) = (images + batch.Length, since + clock.Elapsed.TotalSeconds - start);
            var report = new StepReport(
                Step, TotalSteps, (Step - 1) / _plan.StepsPerEpoch + 1, nats,
                BitsPerDimension.FromNats(nats, _train.Shape.Dimensions), rate, norm, images / since,
                Step > first ? clock.Elapsed.TotalSeconds / (Step - first) * (TotalSteps - Step) : null);
            _observer.OnStep(report);
            if (Step % _settings.LogEvery == 0 || Step == TotalSteps)
            {
                log.Add(report);
                (images, since) = (0, 0);
            }
            _validationDue = Due(_settings.ValidateEvery) || Step == TotalSteps;
            Settle(log, cancellation);
            if (Step % _plan.StepsPerEpoch == 0) afterEpoch?.Invoke(Step / _plan.StepsPerEpoch);
        }
    }

    bool Due(int? every) => Step % (every ?? _plan.StepsPerEpoch) == 0;

    (double Nats, double? Norm) TrainOn(ReadOnlySpan<int> batch)
    {
        try
        {
            return _step.Make(batch, _schedule.At(Step), _stepProgress);
        }
        catch (NotFiniteNumberException problem)
        {
            throw new TrainingException(NotFinite(problem.OffendingNumber, batch));
        }
    }

    /// <summary>After a step: validates and saves where it is due. A validation that is interrupted is made up for on resumption.</summary>
    void Settle(MetricsLog log, CancellationToken cancellation)
    {
        var isBest = false;
        try
        {
            isBest = _validationDue && Validate(log, cancellation);
            _validationDue = false;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
        }
        if (isBest || Due(_settings.CheckpointEvery) || Step == TotalSteps || cancellation.IsCancellationRequested) Save(isBest);
        cancellation.ThrowIfCancellationRequested();
    }

    bool Validate(MetricsLog log, CancellationToken cancellation)
    {
        Evaluated.eval();
        var count = Math.Min(_settings.ValidationImages ?? _validation.Count, _validation.Count);
        var progress = new ProgressAction(share => _observer.OnProgress("validation", share));
        var result = Evaluator.Evaluate(Evaluated, _likelihood, _validation, _evaluationBatch, count, progress, cancellation);
        _network.train();
        var isBest = _best is not { } best || result.NatsPerImage < best.Nats;
        if (isBest) _best = (Step, result.NatsPerImage);
        var report = new ValidationReport(Step, result, isBest);
        log.Add(report);
        _observer.OnValidation(report);
        return isBest;
    }

    void Save(bool isBest)
    {
        var state = new CheckpointState
        {
            Step = Step,
            TrainingImages = _train.Count,
            BestStep = _best?.Step,
            BestNats = _best?.Nats,
            TrainSeconds = _seconds,
            ValidationDue = _validationDue,
            TorchGenerator = TorchGenerator.Save(),
        };
        var folder = _store.Save(state, isBest, temporary =>
        {
            SafetensorsWriter.Write(Path.Combine(temporary, CheckpointStore.Weights), NetworkWeights.Copy(_network));
            if (_average is not null)
                SafetensorsWriter.Write(Path.Combine(temporary, CheckpointStore.Average), NetworkWeights.Copy(_average.Network));
            _step.Save(Path.Combine(temporary, CheckpointStore.Optimizer));
        });
        _observer.OnCheckpoint(folder, Step);
    }

    string NotFinite(double value, ReadOnlySpan<int> batch)
    {
        var standing = _store.Last is { } folder
            ? $"The last good checkpoint is {folder}; lower training.learningRate or set training.clip, then continue with --resume."
            : "No checkpoint was written yet; lower training.learningRate or set training.clip.";
        return $"The loss is {value} at step {Step + 1}, on training images {string.Join(", ", batch.ToArray())}. {standing}";
    }
}

/// <summary>A training run that cannot go on; the message names the step, the cause and the checkpoint that stands.</summary>
/// <param name="message">The full message.</param>
public sealed class TrainingException(string message) : Exception(message);

/// <summary>The state of libtorch's default generator as text.</summary>
static class TorchGenerator
{
    /// <summary>The present state, in Base64.</summary>
    public static string Save()
    {
        using var scope = NewDisposeScope();
        return Convert.ToBase64String(random.get_rng_state().data<byte>().ToArray());
    }

    /// <summary>Restores a state.</summary>
    public static void Restore(string state)
    {
        using var scope = NewDisposeScope();
        random.set_rng_state(from_array(Convert.FromBase64String(state)));
    }
}
