using System.Text.Json.Nodes;
using Pixel.Tests.Support;

namespace Pixel.Tests.Cli;

/// <summary>A tiny experiment on the sample that ships, run once for all tests of the command line.</summary>
public sealed class TrainedRun : IDisposable
{
    readonly TempFolder _folder = new();

    public TrainedRun()
    {
        File.WriteAllText(Config, """
            data:
              set: sample
              limit: 20
            model:
              architecture: pixelcnn
              hidden: 3
              layers: 1
              head: 3
            training:
              optimizer: adam
              batch: 5
              epochs: 2
              steps: 6
              ema: 0.5
              validateEvery: 2
              logEvery: 2
            sampling:
              count: 3
            threads: 1
            """);
        Command = CommandResult.Of("run", Config, "--out", Folder);
    }

    /// <summary>What <c>run</c> said.</summary>
    public CommandResult Command { get; }

    public string Config => _folder["tiny.yaml"];

    public string Folder => _folder["run"];

    /// <summary>A place for what a test writes.</summary>
    public string this[string name] => _folder[name];

    public JsonNode Result => Json(Path.Combine(Folder, "result.json"));

    public static JsonNode Json(string path) => JsonNode.Parse(File.ReadAllText(path))!;

    /// <summary>All files below a folder, by their paths in it.</summary>
    public static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
            .Select(file => Path.GetRelativePath(folder, file)).Order(StringComparer.Ordinal);

    public void Dispose() => _folder.Dispose();
}
