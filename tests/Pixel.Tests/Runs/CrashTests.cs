using System.Text.Json.Nodes;
using Pixel.Tests.Cli;
using Pixel.Tests.Support;

namespace Pixel.Tests.Runs;

/// <summary>A run that ends anywhere, at every change of the disk in turn, and goes on: it is in the end what an uninterrupted one is.</summary>
public sealed class CrashTests : IDisposable
{
    readonly TinyExperiment _experiment = new();

    [Fact]
    public void A_run_that_loses_its_power_before_any_change_of_the_disk_goes_on_to_the_same_end()
    {
        var expected = Outcome.Of(_experiment, "whole");
        TryAll("run", folder => (folder, false), expected).ShouldBeGreaterThan(100);
    }

    [Theory]
    [InlineData("validation", 2)] // the first: there is no best yet
    [InlineData("validation", 6)]
    [InlineData("validation", 7)] // the last step
    [InlineData("sampling", 3)] // the samples of the first epoch, no checkpoint at this step
    [InlineData("step", 5)]
    public void A_resumption_that_loses_its_power_before_any_change_of_the_disk_can_be_repeated_to_the_same_end(string work, long step)
    {
        var expected = Outcome.Of(_experiment, "whole");
        _experiment.RunUntil(_experiment["stopped"], work, step);
        TryAll("resumed", folder =>
        {
            Copy(_experiment["stopped"], folder);
            return (folder, true);
        }, expected).ShouldBeGreaterThan(15);
    }

    /// <summary>Ends a run at its first change, its second, and so on, and each time lets it go on.</summary>
    /// <returns>How many changes there are.</returns>
    int TryAll(string name, Func<string, (string Folder, bool Resume)> prepare, Outcome expected)
    {
        for (var change = 0; ; change++)
        {
            var (folder, resume) = prepare(_experiment[$"{name}-{change}"]);
            var next = _experiment.RunUntilChange(folder, resume, change);
            if (next is null) return change;
            _experiment.Finish(folder);
            Outcome.Read(folder).ShouldBe(expected, $"ended before change {change}: {next}");
            Directory.Delete(folder, recursive: true);
        }
    }

    static void Copy(string from, string to)
    {
        foreach (var file in TrainedRun.Files(from))
        {
            var target = Path.Combine(to, file);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(Path.Combine(from, file), target);
        }
    }

    public void Dispose() => _experiment.Dispose();

    /// <summary>All that a run leaves, but for what the clock says.</summary>
    sealed record Outcome(string Text)
    {
        static readonly string[] Clock = ["train_seconds", "time", "images_per_s"];

        public static Outcome Of(TinyExperiment experiment, string folder)
        {
            experiment.Run(experiment[folder]);
            return Read(experiment[folder]);
        }

        public static Outcome Read(string folder) => new(string.Concat(TrainedRun.Files(folder).Select(file => $"{file}: {Content(Path.Combine(folder, file))}\n")));

        static string Content(string file) => Path.GetExtension(file) switch
        {
            ".json" or ".jsonl" => string.Concat((Path.GetExtension(file) == ".json" ? [File.ReadAllText(file)] : File.ReadAllLines(file)).Select(WithoutClock)),
            ".yaml" or ".txt" => File.ReadAllText(file),
            _ => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file))),
        };

        static string WithoutClock(string json)
        {
            var entry = JsonNode.Parse(json)!.AsObject();
            foreach (var key in Clock) entry.Remove(key);
            return entry.ToJsonString() + "\n";
        }
    }
}
