using System.Text.Json;
using Pixel.Host.Storage;

namespace Pixel.Host.Models;

/// <summary>The checkpoints of a run: a folder each, and two small files that name the last and the best.</summary>
/// <remarks>
/// A checkpoint is written under a temporary name, renamed when it is whole, and only then named by <c>last.json</c>: whenever the
/// process or the machine stops, the last whole checkpoint stands.
/// </remarks>
/// <param name="folder">The folder <c>checkpoints</c> of a run.</param>
public sealed class CheckpointStore(string folder)
{
    static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    /// <summary>The name of a checkpoint's weights file.</summary>
    public const string Weights = "weights.safetensors";

    /// <summary>The name of a checkpoint's averaged weights, where the experiment asks for them.</summary>
    public const string Average = "ema.safetensors";

    /// <summary>The name of the file of an optimiser's state.</summary>
    public const string Optimizer = "optimizer.safetensors";

    const string StateFile = "state.json";

    /// <summary>The folder of the last checkpoint, or null.</summary>
    public string? Last => Named("last");

    /// <summary>The folder of the checkpoint with the best validation, or null.</summary>
    public string? Best => Named("best");

    /// <summary>Writes a checkpoint and drops those that are neither last nor best.</summary>
    /// <param name="state">What is known beside tensors.</param>
    /// <param name="isBest">Whether it is the best so far.</param>
    /// <param name="writeTensors">Writes the tensor files into the folder it is given.</param>
    /// <returns>The checkpoint's folder.</returns>
    public string Save(CheckpointState state, bool isBest, Action<string> writeTensors)
    {
        Directory.CreateDirectory(folder);
        var name = $"step-{state.Step:D9}";
        var path = Path.Combine(folder, name);
        var temporary = Path.Combine(folder, $".{name}.{Guid.NewGuid():N}.tmp");
        Directory.CreateDirectory(temporary);
        try
        {
            writeTensors(temporary);
            AtomicFile.WriteText(Path.Combine(temporary, StateFile), JsonSerializer.Serialize(state, Json) + "\n");
            if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
            Directory.Move(temporary, path);
        }
        catch
        {
            if (Directory.Exists(temporary)) Directory.Delete(temporary, recursive: true);
            throw;
        }
        Name("last", name);
        if (isBest) Name("best", name);
        Prune();
        return path;
    }

    /// <summary>Reads what a checkpoint knows beside tensors.</summary>
    /// <param name="checkpoint">The checkpoint's folder.</param>
    /// <exception cref="CheckpointException">The file is missing or malformed.</exception>
    public static CheckpointState ReadState(string checkpoint) =>
        ReadJson<CheckpointState>(Path.Combine(checkpoint, StateFile));

    string? Named(string role)
    {
        var pointer = Path.Combine(folder, role + ".json");
        if (!File.Exists(pointer)) return null;
        var path = Path.Combine(folder, ReadJson<Pointer>(pointer).Folder);
        return Directory.Exists(path)
            ? path
            : throw new CheckpointException($"{pointer}: names {path}, which does not exist. Restore it, or train anew into another folder.");
    }

    void Name(string role, string name) =>
        AtomicFile.WriteText(Path.Combine(folder, role + ".json"), JsonSerializer.Serialize(new Pointer(name), Json) + "\n");

    void Prune()
    {
        string?[] kept = [Last, Best];
        foreach (var checkpoint in Directory.EnumerateDirectories(folder, "step-*").Except(kept).ToArray())
            Directory.Delete(checkpoint!, recursive: true);
    }

    static T ReadJson<T>(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllText(path), Json) ?? throw new JsonException("null");
        }
        catch (Exception problem) when (problem is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException($"{path}: cannot be read: {problem.Message} Use another checkpoint, or train anew.");
        }
    }

    sealed record Pointer(string Folder);
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

    /// <summary>Whether the run was stopped before the validation that was due at the step had ended.</summary>
    public bool ValidationDue { get; init; }

    /// <summary>Seconds spent in training steps, over all sittings.</summary>
    public double TrainSeconds { get; init; }

    /// <summary>The state of libtorch's default generator (layers such as dropout draw from it), in Base64.</summary>
    public required string TorchGenerator { get; init; }
}
