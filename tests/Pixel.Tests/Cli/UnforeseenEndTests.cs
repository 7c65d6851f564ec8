using Pixel.Tests.NewPlugin;
using Pixel.Tests.PluginCatalogs;

namespace Pixel.Tests.Cli;

/// <summary>Ends that a user is told of in words: of the process, of the memory, and of what was not asked for.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class UnforeseenEndTests(TrainedRun run)
{
    [Fact]
    public void A_plugin_that_ends_the_process_is_named_and_the_exit_code_is_1()
    {
        var folder = run["quit"];
        var (code, output) = Tool.Run(run[""], [Tool.Program, "run", run.Config, "--out", folder, "--set", "model.architecture=quitting", "--plugins", Fixture.Folder("Quitter")]);
        code.ShouldBe(1, output);
        output.ShouldEndWith(
            "pixelfw: the plug-in Quitter ended the process before 'run' had finished. Let it throw an exception in place of calling Environment.Exit.\n");
    }

    [Fact]
    public void Control_characters_of_a_plugin_do_not_reach_the_terminal()
    {
        var listing = CommandResult.Of("plugins", "--plugins", Fixture.Folder("Quitter")).Done().Output;
        listing.ShouldContain("quitting           \\u001b[2Jends the process\\u000dwhen it should build\n");
        listing.ShouldNotContain("\u001b");
    }

    [Fact]
    public void Control_characters_of_a_file_do_not_reach_the_terminal()
    {
        var path = run["esc\u001b[31m.yaml"];
        File.WriteAllText(path, "data: {set: \"\\e[2J\"}\nmodel: {architecture: pixelcnn}\n");
        var result = CommandResult.Of("run", path);
        result.ExitCode.ShouldBe(2);
        result.Errors.ShouldContain("esc\\u001b[31m.yaml:1:13  data.set\n    is the text '\\u001b[2J'");
        result.Errors.ShouldNotContain("\u001b");
    }

    [Fact]
    public void Memory_that_does_not_suffice_is_told_with_what_to_lower()
    {
        var result = CommandResult.Of(
            "run", run.Config, "--out", run["memory"], "--set", "model.architecture=troubled", "--set", "model.trouble=memory", "--plugins", Fixture.Folder("Troubled"));
        result.ExitCode.ShouldBe(1);
        result.Errors.ShouldMatch(
            @"pixelfw: the memory does not suffice; more was asked for in the layer 'layer1_own' \(troubled layer\) than there is \(this process may have \d+\.\d GB\)\. " +
            @"Lower training\.microBatch or training\.batch, evaluation\.batch, the model's sizes \(model\.hidden, model\.layers, model\.head\) " +
            @"or the images' \(data\.height, data\.width\), or draw fewer images \(--count\)\.\n$");
    }

    [Theory]
    [InlineData("run")]
    [InlineData("bench")]
    public void A_network_larger_than_the_memory_is_refused_before_anything_is_made(string verb)
    {
        string[] sizes = ["--set", "model.hidden=4096", "--set", "model.layers=256", "--set", "model.head=8192"];
        var result = CommandResult.Of([verb, run.Config, .. verb == "run" ? ["--out", run["huge"]] : Array.Empty<string>(), .. sizes]);
        result.ExitCode.ShouldBe(2);
        result.Errors.ShouldMatch(
            @"pixelfw: model: the network has [\d,]{12,} parameters, which need [\d,]+\.\d GB \(4 × 4 bytes each: value, gradient and two moments\); " +
            @"this process may have [\d,]+\.\d GB\. Lower model\.hidden, model\.layers or model\.head\.\n$");
        Directory.Exists(run["huge"]).ShouldBeFalse();
    }
}
