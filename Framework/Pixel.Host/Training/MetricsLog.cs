using System.Text.Json;
using System.Text.Json.Nodes;
using Pixel.Host.Storage;

namespace Pixel.Host.Training;

/// <summary>The learning curve of a run, <c>metrics.jsonl</c>: a JSON object a line, each with its step.</summary>
public sealed class MetricsLog
{
    static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
    readonly string _path;

    /// <summary>Opens the log and drops what lies after a step, so that a resumed run writes the curve of an uninterrupted one.</summary>
    /// <param name="path">The file.</param>
    /// <param name="step">Steps that were made when the run goes on; 0 for a new run.</param>
    public MetricsLog(string path, long step)
    {
        _path = path;
        if (!File.Exists(path)) return;
        var kept = File.ReadLines(path).Where(line => StepOf(line) is { } at && at <= step).ToArray();
        AtomicFile.WriteText(path, string.Concat(kept.Select(line => line + "\n")));
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
    });

    /// <summary>Adds a validation.</summary>
    /// <param name="report">The validation.</param>
    public void Add(ValidationReport report) => Append(new
    {
        kind = "validation",
        report.Step,
        report.Result.NatsPerImage,
        report.Result.BitsPerDim,
        report.Result.Images,
        report.IsBest,
    });

    void Append(object entry) => File.AppendAllText(_path, JsonSerializer.Serialize(entry, Json) + "\n");

    /// <summary>The step of a line; null for a line that a crash cut short.</summary>
    static long? StepOf(string line)
    {
        try
        {
            return (long?)JsonNode.Parse(line)?["step"];
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
