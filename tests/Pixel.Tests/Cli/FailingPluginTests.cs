using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Pixel.Tests.PluginCatalogs;

namespace Pixel.Tests.Cli;

/// <summary>Plug-ins that fail, each tried as a user would meet it.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class FailingPluginTests(TrainedRun run)
{
    const string Versions = @"built against Pixel \d+\.\d+\.\d+; this host has Pixel \d+\.\d+\.\d+";

    [Theory]
    [InlineData("NoArchitecture", "it has no public class")]
    [InlineData("TwoOfOneName", "are both named 'twin'")]
    [InlineData("LoudName", "is named 'Loud Name'")]
    [InlineData("StrangeOptions", "are of the type System.String")]
    [InlineData("UnwritableOptions", "UnwritableOptions.Timed.Limit has the type System.TimeSpan")]
    [InlineData("ThrowsInConstructor", "InvalidOperationException: The moon is not full")]
    [InlineData("ThrowsInStaticInitialiser", "FormatException")]
    [InlineData("Nowhere", "there is no such file or folder")]
    public void A_broken_plugin_is_told_by_every_verb_and_the_others_work(string name, string reason)
    {
        var broken = Fixture.Folder(name);
        var listing = CommandResult.Of("plugins", "--plugins", broken).Done();
        listing.Output.ShouldContain("pixelcnn           PixelCNN:");
        listing.Output.ShouldContain($"The plug-in {name} was not loaded: ");
        listing.Output.ShouldContain(reason);

        foreach (var verb in new string[][] { ["schema"], ["eval", run.Folder], ["sample", run.Folder, "--count", "1", "--out", run[$"{name}.png"]] })
        {
            var result = CommandResult.Of([.. verb, "--plugins", broken]).Done();
            result.Errors.ShouldContain($"WARNING     The plug-in {name} was not loaded: ");
            result.Errors.ShouldContain(reason);
            result.Errors.ShouldContain("  remedy:   ");
        }
    }

    [Fact]
    public void An_architecture_of_a_broken_plugin_is_a_wrong_config_with_the_reason()
    {
        var result = CommandResult.Of(
            "run", run.Config, "--out", run["grumpy"], "--set", "model.architecture=grumpy", "--plugins", Fixture.Folder("ThrowsInConstructor"));
        result.ExitCode.ShouldBe(2);
        result.Errors.ShouldContain("The plug-in ThrowsInConstructor was not loaded: ");
        result.Errors.ShouldContain("model.architecture\n    is 'grumpy'");
        Directory.Exists(run["grumpy"]).ShouldBeFalse();
    }

    [Fact]
    public void The_listing_as_JSON_holds_sound_and_broken_plugins()
    {
        var json = JsonNode.Parse(CommandResult.Of("plugins", "--json", "--plugins", Fixture.Folder("AppleStall"), "--plugins", Fixture.Folder("LoudName")).Done().Output)!;
        var contract = (string)json["contract"]!;
        json["plugins"]![0]!.ToJsonString().ShouldBe(new JsonObject
        {
            ["name"] = "AppleStall",
            ["version"] = "1.2.3",
            ["file"] = Fixture.Dll("AppleStall"),
            ["contract"] = contract,
            ["architectures"] = new JsonArray(new JsonObject { ["name"] = "apple-stall", ["summary"] = "sour apple" }),
            ["likelihoods"] = new JsonArray(),
        }.ToJsonString());
        var broken = json["broken"]!.AsArray().ShouldHaveSingleItem()!;
        ((string)broken["name"]!, (string)broken["file"]!, (string)broken["contract"]!).ShouldBe(("LoudName", Fixture.Dll("LoudName"), contract));
        ((string)broken["reason"]!).ShouldContain("'Loud Name'");
        ((string)broken["remedy"]!).ShouldStartWith("name it in lower-case letters");
    }

    [Theory]
    [InlineData("validate", @"its code threw: InvalidOperationException: The moon is not full", "TroubledOptions.Validate")]
    [InlineData("build", @"its architecture 'troubled' threw in Build: InvalidOperationException: The moon is not full", "TroubledArchitecture.Build")]
    [InlineData("nothing", @"its architecture 'troubled' threw in Build: InvalidOperationException: it gave null in place of a network", null)]
    [InlineData("describe", @"its architecture 'troubled' threw in Build: InvalidOperationException: The moon is not full", "TroubledLayer.MultiplyAdds")]
    [InlineData("create", @"its layer 'layer1_own' \(troubled layer\) threw in its map face: InvalidOperationException: The moon is not full", "TroubledLayer.CreateModule")]
    [InlineData("forward", @"its layer 'layer1_own' \(troubled layer\) threw in its map face: InvalidOperationException: The moon is not full", "TroubledModule.Forward")]
    [InlineData("shape", @"its layer 'layer1_own' \(troubled layer\) threw in its map face: InvalidOperationException: it gave a map \(5, 32, 32\) in place of a map \(5, 6, 32, 32\)", null)]
    public void What_throws_before_the_first_checkpoint_is_told_with_plugin_and_layer(string trouble, string what, string? place)
    {
        var result = Run(run[trouble], "--set", $"model.trouble={trouble}");
        result.ExitCode.ShouldBe(1);
        result.Errors.ShouldMatch(Failure(what, place));
        result.Errors.ShouldNotContain("once the cause is mended");
    }

    [Fact]
    public void What_throws_in_training_leaves_the_last_checkpoint_and_names_it()
    {
        var folder = run["later"];
        // Two steps and the validation of the first checkpoint go well, and a third step does not.
        var result = Run(folder, "--set", "model.trouble=forward", "--set", "model.after=3", "--set", "training.validateEvery=2", "--set", "training.ema=null");
        result.ExitCode.ShouldBe(1);
        result.Errors.ShouldMatch(Failure(@"its layer 'layer1_own' \(troubled layer\) threw in its map face: InvalidOperationException: The moon is not full", "TroubledModule.Forward"));
        var checkpoint = Directory.GetDirectories(Path.Combine(folder, "checkpoints")).Order().Last();
        result.Errors.ShouldEndWith($"pixelfw: {checkpoint} holds what was learnt before; once the cause is mended, give the same command with --resume.\n");
        TrainedRun.Files(folder).ShouldNotContain(file => file.EndsWith(".tmp"));
    }

    [Theory]
    [InlineData("createStep", "InvalidOperationException: The moon is not full", "TroubledLayer.CreateStep")]
    [InlineData("noStep", "NotSupportedException: A troubled layer has no step face", "TroubledLayer.CreateStep")]
    [InlineData("step", "InvalidOperationException: The moon is not full", @"TroubledStep`1\.Step")]
    public void What_throws_in_the_step_face_is_told_by_run_and_by_sample(string trouble, string what, string place)
    {
        var folder = run["steps-" + trouble];
        var failure = Failure(@$"its layer 'layer1_own' \(troubled layer\) threw in its step face: {what}", place);
        var trained = Run(folder, "--set", $"model.trouble={trouble}");
        trained.Errors.ShouldMatch(failure);
        trained.Errors.ShouldContain("once the cause is mended");
        var sampled = CommandResult.Of("sample", folder, "--count", "1", "--out", run["no.png"], "--plugins", Fixture.Folder("Troubled"));
        sampled.ExitCode.ShouldBe(1);
        sampled.Errors.ShouldMatch(failure);
        File.Exists(run["no.png"]).ShouldBeFalse();
    }

    CommandResult Run(string folder, params string[] more) => CommandResult.Of(
    [
        "run", run.Config, "--out", folder, "--set", "model.architecture=troubled", "--set", "training.steps=4", "--plugins", Fixture.Folder("Troubled"), .. more,
    ]);

    static string Failure(string what, string? place) =>
        $"""
        pixelfw: The plug-in Troubled failed: {what}\.
          file:     {Regex.Escape(Fixture.Dll("Troubled"))}
          contract: {Versions}
          where:    {(place is null ? "not in the plug-in's own code, but in what it called or gave" : @$"Troubled\.{place} \(Troubled\w+\.cs:\d+\)")}
          remedy:   mend the plug-in and build it again; `pixelfw check` tries an architecture in all its parts\.
        """;
}
