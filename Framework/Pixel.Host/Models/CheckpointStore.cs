using Pixel.Host.Storage;

namespace Pixel.Host.Models;

/// <summary>The checkpoints of a run: a folder each, and a small file, <c>last.json</c>, that names the last.</summary>
/// <remarks>
/// A checkpoint is written under a temporary name, renamed when it is whole, and only then named by <c>last.json</c>; which one is the
/// best is told by the state of the last. So one renaming takes the run from one checkpoint to the next: whenever the process or the
/// machine stops, the last whole checkpoint stands, and the best that belongs to it.
/// </remarks>
/// <param name="folder">The folder <c>checkpoints</c> of a run.</param>
public sealed class CheckpointStore(string folder)
{
    /// <summary>The name of a checkpoint's weights file.</summary>
    public const string Weights = "weights.safetensors";

    /// <summary>The name of a checkpoint's averaged weights, where the experiment asks for them.</summary>
    public const string Average = "ema.safetensors";

    /// <summary>The name of the file of an optimiser's state.</summary>
    public const string Optimizer = "optimizer.safetensors";

    const string StateFile = "state.json";
    string? _saved; // the last checkpoint, once this process has written one

    /// <summary>The folder of the last checkpoint, or null: the one that <c>last.json</c> names, or the newest where that file is missing.</summary>
    /// <exception cref="CheckpointException">What is named does not exist.</exception>
    public string? Last
    {
        get
        {
            if (!File.Exists(Pointer)) return Checkpoints().LastOrDefault(checkpoint => File.Exists(Path.Combine(checkpoint, StateFile)));
            var name = JsonFile.Read<LastCheckpoint>(Pointer, "name of a checkpoint", "Restore it, or train anew into another folder.").Folder;
            return Checkpoints().FirstOrDefault(checkpoint => Path.GetFileName(checkpoint) == name)
                ?? throw new CheckpointException($"{Pointer}: names '{name}', which is no checkpoint beside it. Restore it, or train anew into another folder.");
        }
    }

    /// <summary>The folder of the checkpoint with the best validation; null where nothing was validated yet, or it is not there.</summary>
    /// <exception cref="CheckpointException">The state of the last checkpoint cannot be read.</exception>
    public string? Best => Last is { } last && ReadState(last).BestStep is { } step && PathOf(step) is var best && Directory.Exists(best) ? best : null;

    /// <summary>The folder of all checkpoints.</summary>
    internal string Root => folder;

    /// <summary>Something that changes with each checkpoint.</summary>
    public DateTime Changed => File.GetLastWriteTimeUtc(Pointer);

    string Pointer => Path.Combine(folder, "last.json");

    /// <summary>Writes a checkpoint and drops those that are neither the best nor among the last.</summary>
    /// <param name="state">What is known beside tensors.</param>
    /// <param name="keep">How many of the last are kept, at least 1.</param>
    /// <param name="writeTensors">Writes the tensor files into the folder it is given. Not called where the last checkpoint is of the same step: its weights are the same.</param>
    /// <returns>The checkpoint's folder.</returns>
    public string Save(CheckpointState state, int keep, Action<string> writeTensors)
    {
        Disk.CreateFolder(folder);
        var path = PathOf(state.Step);
        if ((_saved ?? Last) == path)
        {
            JsonFile.Write(Path.Combine(path, StateFile), state);
        }
        else
        {
            var temporary = Disk.TemporaryName(path);
            Disk.CreateFolder(temporary);
            try
            {
                writeTensors(temporary);
                JsonFile.Write(Path.Combine(temporary, StateFile), state);
                if (Directory.Exists(path)) Disk.RemoveFolder(path); // a kill kept it from being named
                Disk.RenameFolder(temporary, path);
            }
            catch
            {
                Disk.TryRemoveTemporary(temporary);
                throw;
            }
        }
        JsonFile.Write(Pointer, new LastCheckpoint(Path.GetFileName(path)));
        _saved = path;
        Prune(path, state, keep);
        return path;
    }

    /// <summary>Removes what a kill has left. Nobody else may be writing.</summary>
    /// <param name="keep">How many of the last checkpoints are kept, at least 1.</param>
    internal void Tidy(int keep)
    {
        Disk.Sweep(folder);
        if (Last is { } last) Prune(last, ReadState(last), keep);
    }

    /// <summary>Reads what a checkpoint knows beside tensors.</summary>
    /// <param name="checkpoint">The checkpoint's folder.</param>
    /// <exception cref="CheckpointException">The file is missing or malformed.</exception>
    public static CheckpointState ReadState(string checkpoint) => JsonFile.Read<CheckpointState>(
        Path.Combine(checkpoint, StateFile), "state of a checkpoint", "Use another checkpoint, or train anew.", state =>
            state.Step < 1 ? $"step is {state.Step}, and at least 1"
            : state.TrainingImages < 1 ? $"training_images is {state.TrainingImages}, and at least 1"
            : state.BestStep < 1 || state.BestStep > state.Step ? $"best_step is {state.BestStep}, and from 1 to step, {state.Step}"
            : state.ValidationsSinceBest < 0 ? $"validations_since_best is {state.ValidationsSinceBest}, and at least 0"
            : state.TrainSeconds < 0 ? $"train_seconds is {state.TrainSeconds}, and at least 0"
            : null);

    string PathOf(long step) => Path.Combine(folder, $"step-{step:D9}");

    /// <summary>The checkpoints that are whole, the newest last.</summary>
    IEnumerable<string> Checkpoints() => Directory.Exists(folder) ? Directory.EnumerateDirectories(folder, "step-*").Order(StringComparer.Ordinal) : [];

    void Prune(string last, CheckpointState state, int keep)
    {
        var older = Checkpoints().TakeWhile(checkpoint => checkpoint != last).TakeLast(keep - 1);
        string[] kept = [last, .. older, .. state.BestStep is { } step ? [PathOf(step)] : Array.Empty<string>()];
        foreach (var checkpoint in Checkpoints().Except(kept).ToArray()) Disk.RemoveFolder(checkpoint);
    }

    sealed record LastCheckpoint(string Folder);
}

/// <summary>What a checkpoint knows beside tensors. Data order and schedule are functions of the step and need no state.</summary>
public sealed record CheckpointState
{
    /// <summary>Steps made.</summary>
    public required long Step { get; init; }

    /// <summary>Training images in the set, by which a changed set is noticed.</summary>
    public required int TrainingImages { get; init; }

    /// <summary>The step with the best validation so far.</summary>
    public long? BestStep { get; init; }

    /// <summary>The best validation so far, nats an image.</summary>
    public double? BestNats { get; init; }

    /// <summary>Validations since the best.</summary>
    public int ValidationsSinceBest { get; init; }

    /// <summary>Whether the validation that is due at the step has still to be made.</summary>
    public bool ValidationDue { get; init; }

    /// <summary>Whether the samples that are due after the epoch that ends with the step have still to be drawn.</summary>
    public bool SamplesDue { get; init; }

    /// <summary>Seconds spent in training steps, over all sittings.</summary>
    public double TrainSeconds { get; init; }
}
