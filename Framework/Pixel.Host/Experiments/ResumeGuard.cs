using Pixel.Host.Config;
using YamlDotNet.Serialization;

namespace Pixel.Host.Experiments;

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
