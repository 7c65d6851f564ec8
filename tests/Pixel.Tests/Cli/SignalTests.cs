using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Pixel.Tests.Cli;

[Collection(ConsoleCollection.Name)]
public sealed partial class SignalTests(TrainedRun run)
{
    [SkippableTheory]
    [InlineData("INT", 2)]
    [InlineData("TERM", 15)]
    [InlineData("HUP", 1)]
    public async Task A_signal_stops_at_the_next_step_with_a_checkpoint(string signal, int number)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "the test starts its process with GNU env");
        var folder = run[signal];
        var program = Path.Combine(Path.GetDirectoryName(Support.Plugins.Folder)!, "pixelfw.dll");
        // A test run in the background of a shell hands down an ignored SIGINT; env takes that back.
        using var process = Process.Start(new ProcessStartInfo(
            "env", ["--default-signal=INT", "dotnet", program, "run", run.Config, "--out", folder, "--set", "training.steps=100000", "--set", "training.epochs=100000"])
        { RedirectStandardError = true, RedirectStandardOutput = true })!;
        using var watch = new Timer(_ => process.Kill(), null, TimeSpan.FromMinutes(2), Timeout.InfiniteTimeSpan); // never left behind
        while (await process.StandardError.ReadLineAsync() is { } line && !line.Contains("step", StringComparison.Ordinal))
        {
        }
        Kill(process.Id, number).ShouldBe(0);
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        process.ExitCode.ShouldBe(128 + number, errors);
        errors.ShouldContain("pixelfw: stopping at the next step; a second time stops at once.\n");
        var checkpoint = Directory.GetDirectories(Path.Combine(folder, "checkpoints")).Order().Last();
        errors.ShouldEndWith($"pixelfw: stopped.\npixelfw: {checkpoint} holds all that was learnt; to go on, give the same command with --resume.\n");
        (await process.StandardOutput.ReadToEndAsync()).ShouldBeEmpty();
        TrainedRun.Files(folder).ShouldNotContain(file => file.EndsWith(".tmp"));
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
