using Pixel.Host.Config;
using Pixel.Host.Models;
using Pixel.Host.Storage;
using YamlDotNet.Serialization;

namespace Pixel.Host.Runs;

/// <summary>Sees to it that a run is resumed with the settings it began with: those that its bits depend on.</summary>
static class ResumeGuard
{
    /// <summary>Settings that may change, since the steps to come do not depend on them.</summary>
    static readonly string[] Free =
    [
        "name", "data.root", "data.ifUnavailable", "training.epochs", "training.steps", "training.validateEvery", "training.validationImages",
        "training.microBatch", "training.checkpointEvery", "training.keep", "training.patience", "training.initFrom", "training.logEvery", "evaluation.", "sampling.", "device", "threads", "plugins",
    ];

    /// <summary>Settings that may change, since a training that diverges is mended by them; that they did is told.</summary>
    static readonly string[] Told = ["training.learningRate", "training.clip", "training.schedule."];

    /// <summary>Throws where a setting has changed that may not.</summary>
    /// <returns>The changes that the steps to come depend on, in words.</returns>
    public static IReadOnlyList<string> Check(string folder, Experiment before, Experiment now)
    {
        var (old, current) = (Flat(before), Flat(now));
        var changed = old.Keys.Union(current.Keys).Where(path => old.GetValueOrDefault(path) != current.GetValueOrDefault(path)).ToArray();
        var told = changed.Where(path => SettingPaths.Cover(Told, path)).ToArray();
        // The cosine spans the whole run, so its length counts, unless the schedule is another one anyway.
        var spans = now.Training.Schedule.Kind == "cosine" && !told.Any(path => path.StartsWith("training.schedule.", StringComparison.Ordinal));
        var refused = changed.Where(path => !SettingPaths.Cover(Told, path) && (!SettingPaths.Cover(Free, path) || spans && IsLength(path))).ToArray();
        if (refused.Length > 0)
            throw new ExperimentException(
                $"{folder} was trained with other settings: {string.Join("; ", refused.Select(Words))}. Resume with the same ones, or train anew by --out.", isUsage: true);
        return [.. told.Select(Words)];

        string Words(string path) => $"{path} was {old.GetValueOrDefault(path) ?? "absent"}, is {current.GetValueOrDefault(path) ?? "absent"}";
    }

    static bool IsLength(string path) => path is "training.epochs" or "training.steps";

    /// <summary>Throws where the data are others than the run began with, such as the real set after its stand-in.</summary>
    public static void Check(string folder, ModelCard before, ModelCard now)
    {
        if (!before.IsSame(now))
            throw new ExperimentException(
                $"{folder} was trained on {Words(before)}; the data are now {Words(now)}. Restore the data, or train anew by --out.");

        static string Words(ModelCard card) => $"{card.Data}, images of {card.ToShape()}{(card.ToClasses() is { } classes ? $", {classes}" : "")}";
    }

    static Dictionary<string, string> Flat(Experiment experiment)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        Collect("", new DeserializerBuilder().Build().Deserialize<object>(ResolvedConfig.ToYaml(experiment)), values);
        return values;
    }

    static void Collect(string path, object? node, Dictionary<string, string> values)
    {
        switch (node)
        {
            case Dictionary<object, object> mapping:
                foreach (var (key, value) in mapping) Collect(path.Length == 0 ? $"{key}" : $"{path}.{key}", value, values);
                break;
            case List<object> sequence:
                for (var i = 0; i < sequence.Count; i++) Collect($"{path}[{i}]", sequence[i], values);
                break;
            default:
                values[path] = node?.ToString() ?? "null";
                break;
        }
    }
}

/// <summary>Keeps a run folder to one training at a time: two would write over each other's checkpoints and mix their learning curves.</summary>
sealed class RunLock : IDisposable
{
    const string Name = ".lock";
    readonly FileStream _file;

    RunLock(FileStream file) => _file = file;

    /// <summary>Takes a folder, and makes it where there is none; it is free again when the process ends, in whatever way.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="ExperimentException">A training is going on in it, or it cannot be locked.</exception>
    public static RunLock Take(string folder)
    {
        Disk.CreateFolder(folder);
        var path = Path.Combine(folder, Name);
        try
        {
            // The file stays: were it removed, a third process could lock a new one while the second holds the old.
            return new RunLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1));
        }
        catch (IOException problem) when (problem.HResult is WindowsSharingViolation or LinuxWouldBlock or MacWouldBlock)
        {
            throw new ExperimentException($"{folder}: another pixelfw trains in this folder. Wait for its end or stop it, or choose another folder by --out.");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new ExperimentException($"{path}: cannot be locked: {problem.Message} Make the folder writable, or choose another one by --out.");
        }
    }

    const int WindowsSharingViolation = unchecked((int)0x80070020);
    const int LinuxWouldBlock = 11;
    const int MacWouldBlock = 35;

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
