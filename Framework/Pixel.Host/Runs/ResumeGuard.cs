using Pixel.Host.Config;
using Pixel.Host.Models;
using YamlDotNet.Serialization;

namespace Pixel.Host.Runs;

/// <summary>Sees to it that a run is resumed with the settings it began with: those that its bits depend on.</summary>
static class ResumeGuard
{
    /// <summary>Settings that may change, since the steps to come do not depend on them.</summary>
    static readonly string[] Free =
    [
        "name", "data.root", "data.ifUnavailable", "training.epochs", "training.steps", "training.validateEvery", "training.validationImages",
        "training.microBatch", "training.checkpointEvery", "training.logEvery", "evaluation.", "sampling.", "device", "threads", "plugins",
    ];

    /// <summary>Throws where a setting has changed that may not.</summary>
    public static void Check(string folder, Experiment before, Experiment now)
    {
        var (old, current) = (Flat(before), Flat(now));
        // The cosine spans the whole run, so its length counts.
        var spans = before.Training.Schedule.Kind == "cosine" ? new[] { "training.epochs", "training.steps" } : [];
        string[] changed =
        [
            .. old.Keys.Union(current.Keys)
                .Where(path => spans.Contains(path) || !Free.Any(free => free.EndsWith('.') ? path.StartsWith(free, StringComparison.Ordinal) : path == free))
                .Where(path => old.GetValueOrDefault(path) != current.GetValueOrDefault(path))
                .Select(path => $"{path} was {old.GetValueOrDefault(path) ?? "absent"}, is {current.GetValueOrDefault(path) ?? "absent"}"),
        ];
        if (changed.Length > 0)
            throw new ExperimentException(
                $"{folder} was trained with other settings: {string.Join("; ", changed)}. Resume with the same ones, or train anew by --out.", isUsage: true);
    }

    /// <summary>Throws where the data are others than the run began with, such as the real set after its stand-in.</summary>
    public static void Check(string folder, ModelCard before, ModelCard now)
    {
        if (before != now)
            throw new ExperimentException(
                $"{folder} was trained on {before.Data}, images of {before.ToShape()}; the data are now {now.Data}, images of {now.ToShape()}. Restore the data, or train anew by --out.");
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
    readonly FileStream _file;

    RunLock(FileStream file) => _file = file;

    /// <summary>Takes a folder, and makes it where there is none; it is free again when the process ends, in whatever way.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="ExperimentException">A training is going on in it.</exception>
    public static RunLock Take(string folder)
    {
        Directory.CreateDirectory(folder);
        try
        {
            return new RunLock(new FileStream(
                Path.Combine(folder, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose));
        }
        catch (IOException)
        {
            throw new ExperimentException($"{folder}: another pixelfw trains in this folder. Wait for its end or stop it, or choose another folder by --out.");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
