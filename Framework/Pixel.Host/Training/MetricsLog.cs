using System.Text.Json;
using Pixel.Host.Files;
using Pixel.Host.Storage;

namespace Pixel.Host.Training;

/// <summary>The learning curve of a run, <c>metrics.jsonl</c>: a JSON object a line, each with its step.</summary>
public sealed class MetricsLog
{
    static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
    const string Validation = "validation";
    readonly string _path;

    /// <summary>Opens the log and drops what lies after a step, so that a resumed run writes the curve of an uninterrupted one.</summary>
    /// <param name="path">The file.</param>
    /// <param name="step">Steps that were made when the run goes on; 0 for a new run.</param>
    /// <param name="validationDue">Whether the validation of that step will be made anew.</param>
    /// <exception cref="IOException">The file cannot be read or written.</exception>
    public MetricsLog(string path, long step, bool validationDue)
    {
        _path = path;
        if (!File.Exists(path)) return;
        var kept = Lines(path).Where(line => Read(line) is { } entry && (entry.Step < step || entry.Step == step && !(validationDue && entry.Kind == Validation)));
        AtomicFile.WriteText(path, string.Concat(kept.Select(line => line + "\n")));
    }

    static IEnumerable<string> Lines(string path)
    {
        using var reader = new StreamReader(RegularFile.Open(path));
        while (reader.ReadLine() is { } line) yield return line;
    }

    /// <summary>Adds a training step.</summary>
    /// <param name="report">The step.</param>
    public void Add(StepReport report) => Append(new
    {
        kind = "train",
        report.Step,
        report.Epoch,
        NatsPerImage = report.Nats,
        BitsPerDim = report.BitsPerDimension,
        report.LearningRate,
        report.GradientNorm,
        images_per_s = report.ImagesPerSecond,
        report.TrainSeconds,
        Time = Now,
    });

    /// <summary>Adds a validation.</summary>
    /// <param name="report">The validation.</param>
    public void Add(ValidationReport report) => Append(new
    {
        kind = Validation,
        report.Step,
        report.Result.NatsPerImage,
        report.Result.BitsPerDim,
        report.Result.Images,
        report.IsBest,
        Time = Now,
    });

    /// <summary>Adds that the run goes on with other settings than before.</summary>
    /// <param name="step">Steps made so far.</param>
    /// <param name="changes">The settings, each in words.</param>
    public void Add(long step, IReadOnlyList<string> changes) => Append(new { kind = "changed", step, changes, Time = Now });

    static DateTimeOffset Now => DateTimeOffset.UtcNow;

    void Append(object entry) => Disk.Append(_path, JsonSerializer.Serialize(entry, Json) + "\n");

    /// <summary>What a line is and of which step; null for a line that a crash cut short, or that is none of ours.</summary>
    static (string? Kind, long Step)? Read(string line)
    {
        try
        {
            using var entry = JsonDocument.Parse(line);
            var root = entry.RootElement;
            return root.ValueKind == JsonValueKind.Object && root.TryGetProperty("step", out var step) && step.ValueKind == JsonValueKind.Number && step.TryGetInt64(out var at)
                ? (root.TryGetProperty("kind", out var kind) && kind.ValueKind == JsonValueKind.String ? kind.GetString() : null, at)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
