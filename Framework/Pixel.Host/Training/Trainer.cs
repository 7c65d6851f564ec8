using System.Diagnostics;
using Pixel.Contracts;
using Pixel.Host.Config;
using Pixel.Host.Data;
using Pixel.Host.Evaluation;
using Pixel.Host.Models;
using Pixel.Host.Storage;
using Pixel.Likelihoods;
using Pixel.Networks;

namespace Pixel.Host.Training;

/// <summary>Trains a network by maximum likelihood with teacher forcing (paper, section 2).</summary>
public sealed class Trainer : IDisposable
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
    int _validationsSinceBest;
    bool _validationDue;
    bool _samplesDue;
    long _saved;
    long _validated;

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
        TotalSteps = _settings.TotalSteps(_plan.StepsPerEpoch);
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

    /// <summary>Whether the validation of the last step has still to be made: the run was stopped before it had ended.</summary>
    public bool ValidationDue => _validationDue;

    /// <summary>Sets the first weights that depend on images from the first batch, where the network has such.</summary>
    public void InitializeFromBatch()
    {
        if (!_network.InitializesFromBatch) return;
        _step.InitializeFrom(_plan.Batch(0));
        _average?.Restore(NetworkWeights.Copy(_network));
    }

    /// <summary>Goes on from the last checkpoint, bit for bit as if there had been no interruption.</summary>
    /// <exception cref="CheckpointException">There is no usable checkpoint, or it belongs to other data.</exception>
    public void Resume()
    {
        var folder = _store.Last ?? throw new CheckpointException("There is no checkpoint to resume from; start without --resume.");
        var state = CheckpointStore.ReadState(folder);
        if (state.TrainingImages != _train.Count)
            throw new CheckpointException(
                $"{folder}: was trained on {state.TrainingImages} images, the training set now has {_train.Count}. Restore the data, or train anew.");
        if (state.Step > TotalSteps)
            throw new CheckpointException(
                $"{folder}: is of step {state.Step}, but the run ends at step {TotalSteps}. Raise training.epochs or training.steps, or train anew.");
        NetworkWeights.Load(SafetensorsReader.Read(Path.Combine(folder, CheckpointStore.Weights)), _network);
        _average?.Restore(SafetensorsReader.Read(Path.Combine(folder, CheckpointStore.Average)));
        _step.Restore(Path.Combine(folder, CheckpointStore.Optimizer));
        (Step, _saved, _seconds) = (state.Step, state.Step, state.TrainSeconds);
        (_validationDue, _samplesDue, _validationsSinceBest) = (state.ValidationDue, state.SamplesDue, state.ValidationsSinceBest);
        // A best checkpoint that is not there any more cannot be the run's result.
        if (state is { BestStep: { } step, BestNats: { } nats } && _store.Best is not null) _best = (step, nats);
    }

    /// <summary>Trains to the last step, or until it is stopped; a checkpoint is written either way.</summary>
    /// <param name="log">The learning curve.</param>
    /// <param name="afterEpoch">Called after each epoch with its number, counted from 1, the network in evaluation.</param>
    /// <param name="cancellation">Stops after the current step.</param>
    /// <exception cref="TrainingException">Loss, gradient, validation or weights are no longer finite.</exception>
    /// <exception cref="OperationCanceledException">The run was stopped; the checkpoint is written.</exception>
    public void Run(MetricsLog log, Action<long>? afterEpoch = null, CancellationToken cancellation = default)
    {
        _network.train();
        try
        {
            if (_validationDue || _samplesDue) Settle(log, afterEpoch, cancellation);
            Train(log, afterEpoch, cancellation);
        }
        catch (Exception problem) when (problem is not (OperationCanceledException or TrainingException) && Step > _saved && !_step.IsTorn)
        {
            // A broken image or a failing plug-in ends the run, but nothing that was learnt is lost.
            try
            {
                Save(tryForward: false);
            }
            catch (Exception second) when (second is IOException or UnauthorizedAccessException or TrainingException)
            {
                // The first problem is the one to tell.
            }
            throw;
        }
    }

    /// <summary>Whether so many validations in a row were no better than the best that the training ends before its last step.</summary>
    public bool IsOutOfPatience => _validationsSinceBest >= _settings.Patience;

    void Train(MetricsLog log, Action<long>? afterEpoch, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var (images, since, first) = (0L, 0.0, Step);
        while (Step < TotalSteps && !IsOutOfPatience)
        {
            var start = clock.Elapsed.TotalSeconds;
            var batch = _plan.Batch(Step);
            var (nats, norm) = TrainOn(batch);
            _average?.Update(Step);
            var rate = _schedule.At(Step++);
            _seconds += clock.Elapsed.TotalSeconds - start;
            _validationDue = Due(_settings.ValidateEvery) || Step == TotalSteps;
            _samplesDue = Step % _plan.StepsPerEpoch == 0;
            (images, since) = (images + batch.Length, since + clock.Elapsed.TotalSeconds - start);
            var report = new StepReport(
                Step, TotalSteps, (Step - 1) / _plan.StepsPerEpoch + 1, nats,
                BitsPerDimension.FromNats(nats, _train.Shape.Dimensions), rate, norm, images / since, _seconds,
                Step > first ? clock.Elapsed.TotalSeconds / (Step - first) * (TotalSteps - Step) : null);
            _observer.OnStep(report);
            if (Step % _settings.LogEvery == 0 || Step == TotalSteps)
            {
                log.Add(report);
                (images, since) = (0, 0);
            }
            Settle(log, afterEpoch, cancellation);
        }
    }

    bool Due(int? every) => Step % (every ?? _plan.StepsPerEpoch) == 0;

    (double Nats, double Norm) TrainOn(ReadOnlySpan<int> batch)
    {
        try
        {
            return _step.Make(Step, batch, _schedule.At(Step), _stepProgress);
        }
        catch (NotFiniteNumberException problem)
        {
            throw Diverged($"{problem.Message} is {problem.OffendingNumber} at step {Step + 1}, on training images {string.Join(", ", batch.ToArray())}");
        }
    }

    /// <summary>After a step: validates, saves and draws what is due. What is interrupted is made up for on resumption.</summary>
    void Settle(MetricsLog log, Action<long>? afterEpoch, CancellationToken cancellation)
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
        if (isBest || Due(_settings.CheckpointEvery) || Step == TotalSteps || IsOutOfPatience || cancellation.IsCancellationRequested) Save();
        cancellation.ThrowIfCancellationRequested();
        if (!_samplesDue) return;
        try
        {
            Evaluated.eval();
            afterEpoch?.Invoke(Step / _plan.StepsPerEpoch);
            _network.train();
            _samplesDue = false;
            if (_saved == Step) Save(); // that they are drawn
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            if (_saved < Step) Save();
            throw;
        }
    }

    bool Validate(MetricsLog log, CancellationToken cancellation)
    {
        Evaluated.eval();
        var count = Math.Min(_settings.ValidationImages ?? _validation.Count, _validation.Count);
        var progress = new ProgressAction(share => _observer.OnProgress("validation", share));
        EvaluationResult result;
        try
        {
            result = Evaluator.Evaluate(Evaluated, _likelihood, _validation, _evaluationBatch, count, progress, cancellation);
        }
        catch (LikelihoodException problem)
        {
            throw Diverged($"After step {Step}: {problem.Message}");
        }
        _network.train();
        _validated = Step;
        var isBest = _best is not { } best || result.NatsPerImage < best.Nats;
        if (isBest) _best = (Step, result.NatsPerImage);
        _validationsSinceBest = isBest ? 0 : _validationsSinceBest + 1;
        var report = new ValidationReport(Step, result, isBest, IsOutOfPatience);
        log.Add(report);
        _observer.OnValidation(report);
        return isBest;
    }

    void Save(bool tryForward = true)
    {
        var state = new CheckpointState
        {
            Step = Step,
            TrainingImages = _train.Count,
            BestStep = _best?.Step,
            BestNats = _best?.Nats,
            ValidationsSinceBest = _validationsSinceBest,
            TrainSeconds = _seconds,
            ValidationDue = _validationDue,
            SamplesDue = _samplesDue,
        };
        var folder = _store.Save(state, _settings.Keep, temporary =>
        {
            CheckFinite(tryForward && Step != _validated);
            SafetensorsWriter.Write(Path.Combine(temporary, CheckpointStore.Weights), NetworkWeights.Copy(_network));
            if (_average is not null)
                SafetensorsWriter.Write(Path.Combine(temporary, CheckpointStore.Average), NetworkWeights.Copy(_average.Network));
            _step.Save(Path.Combine(temporary, CheckpointStore.Optimizer));
        });
        _saved = Step;
        _observer.OnCheckpoint(folder, Step);
    }

    /// <summary>A checkpoint that one could not go on from is never written: weights that give images no finite likelihood are of no use.</summary>
    /// <param name="tryForward">Whether the images of the last step are tried: not where the validation's were just now, or the network itself has failed.</param>
    void CheckFinite(bool tryForward)
    {
        var batch = tryForward ? _plan.Batch(Step - 1) : [];
        _network.eval();
        var isFinite = _step.IsFinite(_network, batch) && (_average is null || _step.IsFinite(_average.Network, batch));
        _network.train();
        if (!isFinite) throw Diverged($"The weights are not finite after step {Step}, or give the images of that step no finite likelihood");
    }

    TrainingException Diverged(string what) => new(_store.Last is { } folder
        ? $"{what}. The last good checkpoint is {folder}; lower training.learningRate or set training.clip, then continue with --resume."
        : $"{what}. No checkpoint was written yet; lower training.learningRate or set training.clip.");

    /// <inheritdoc/>
    public void Dispose()
    {
        _step.Dispose();
        _average?.Dispose();
    }
}

/// <summary>A training run that cannot go on; the message names the step, the cause and the checkpoint that stands.</summary>
/// <param name="message">The full message.</param>
public sealed class TrainingException(string message) : Exception(message);
