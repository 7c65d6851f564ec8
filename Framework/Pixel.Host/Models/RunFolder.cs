using Pixel.Host.Config;
using Pixel.Host.Storage;

namespace Pixel.Host.Models;

/// <summary>The files of a run: what a training writes, and what evaluation and sampling read.</summary>
/// <param name="path">The folder.</param>
public sealed class RunFolder(string path)
{
    /// <summary>The folder.</summary>
    public string Root { get; } = Path.GetFullPath(path);

    /// <summary>The fully resolved config.</summary>
    public string Config => Path.Combine(Root, "config.yaml");

    /// <summary>What the model is.</summary>
    public string Card => Path.Combine(Root, "model.json");

    /// <summary>The learning curve.</summary>
    public string Metrics => Path.Combine(Root, "metrics.jsonl");

    /// <summary>The result on the test split.</summary>
    public string Result => Path.Combine(Root, "result.json");

    /// <summary>The folder of samples.</summary>
    public string Samples => Path.Combine(Root, "samples");

    /// <summary>Training images as the network sees them.</summary>
    public string TrainingImages => Path.Combine(Samples, "training-images.png");

    /// <summary>The grid of samples that a finished run draws.</summary>
    public string FinalSamples => Path.Combine(Samples, "final.png");

    /// <summary>The checkpoints.</summary>
    public CheckpointStore Checkpoints { get; } = new(Path.Combine(Path.GetFullPath(path), "checkpoints"));

    /// <summary>Whether a run was started here.</summary>
    public bool IsRun => File.Exists(Config);

    /// <summary>Whether the folder is that of a model that ships: its weights alone, without checkpoints.</summary>
    public bool IsShipped => File.Exists(ShippedWeights);

    /// <summary>The weights to evaluate and sample with: those of a shipped model, else of the best checkpoint, averaged where there is an average.</summary>
    /// <exception cref="ExperimentException">There are none.</exception>
    public string WeightsFile
    {
        get
        {
            if (IsShipped) return ShippedWeights;
            var checkpoint = BestCheckpoint;
            var average = Path.Combine(checkpoint, CheckpointStore.Average);
            return File.Exists(average) ? average : Path.Combine(checkpoint, CheckpointStore.Weights);
        }
    }

    /// <summary>How the weights to evaluate with came to be.</summary>
    /// <exception cref="ExperimentException">There are none.</exception>
    public TrainingHistory History
    {
        get
        {
            if (IsShipped)
            {
                var result = RunResult.Load(Result);
                return new TrainingHistory(result.EvaluatedStep, result.Steps, result.TrainSeconds);
            }
            var last = CheckpointStore.ReadState(Checkpoints.Last ?? BestCheckpoint);
            return new TrainingHistory(CheckpointStore.ReadState(BestCheckpoint).Step, last.Step, last.TrainSeconds);
        }
    }

    /// <summary>Throws where a file or folder of a run could not be written, before hours of work are lost on it. Leaves nothing behind.</summary>
    /// <exception cref="ExperimentException">One could not.</exception>
    internal void CheckWritable()
    {
        foreach (var place in new[] { Root, Samples, Checkpoints.Root }) OutputFolder.Check(place);
        foreach (var file in new[] { Config, Card, Metrics, Result, TrainingImages, FinalSamples }.Where(Directory.Exists))
            throw new ExperimentException($"{file} cannot be written: it is a folder. Remove it, or choose another place by --out.");
    }

    /// <summary>Removes what killed processes have left behind. Nobody else may be training here.</summary>
    /// <param name="keep">How many of the last checkpoints are kept.</param>
    internal void Tidy(int keep)
    {
        foreach (var place in new[] { Root, Samples }) Disk.Sweep(place);
        Checkpoints.Tidy(keep);
    }

    string ShippedWeights => Path.Combine(Root, "model.safetensors");

    string BestCheckpoint => Checkpoints.Best ?? Checkpoints.Last
        ?? throw new ExperimentException($"{Root}: holds no weights yet; train first: pixelfw run CONFIG --out {Root}");

    /// <summary>Opens a folder that must hold a run or a shipped model.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="ExperimentException">It does not.</exception>
    public static RunFolder Open(string path)
    {
        var folder = new RunFolder(path);
        if (!Directory.Exists(folder.Root)) throw new ExperimentException($"{path}: there is no such folder; give a run folder, such as runs/NAME, or a folder under models/.", isUsage: true);
        if (!folder.IsRun) throw new ExperimentException($"{path}: holds no config.yaml, so it is no run folder; give one such as runs/NAME, or a folder under models/.", isUsage: true);
        return folder;
    }
}

/// <summary>How a model's weights came to be.</summary>
/// <param name="Step">The step whose weights these are: the best on the validation images.</param>
/// <param name="Steps">Training steps of the whole run.</param>
/// <param name="TrainSeconds">Seconds spent in training steps.</param>
public sealed record TrainingHistory(long Step, long Steps, double TrainSeconds);
