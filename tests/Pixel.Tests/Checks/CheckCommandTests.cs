using System.Text.Json.Nodes;
using Pixel.Host.Imaging;
using Pixel.Tests.Cli;
using Pixel.Tests.PluginCatalogs;
using Pixel.Tests.Support;

namespace Pixel.Tests.Checks;

[Collection(ConsoleCollection.Name)]
public sealed class CheckCommandTests
{
    [Fact]
    public void An_architecture_that_passes_is_told_in_a_table_with_its_receptive_field()
    {
        using var folder = new TempFolder();
        var result = CommandResult.Of("check", "pixelcnn", "--set", "model.hidden=6", "--out", folder["maps"]).Done();
        result.Output.ShouldStartWith("pixelcnn: 12 passed, 1 skipped\n\n  passed   builds           gray 5×7 (2,");
        result.Output.ShouldContain("  passed   causality        107 outputs see only what comes before them; 3 seeds, fresh and trained\n");
        result.Output.ShouldContain("""
            gray 8×15: what row 6, column 7 (o) sees. # seen, . before it and not seen (blind), ! seen though not before
              ...............
              ..###########..
              ..###########..
              ..###########..
              ..##########...
              ..#########....
              ..#####o

            RGB 8×15: what row 6, column 7 (o) sees.
            """);
        foreach (var name in new[] { "pixelcnn-gray-8x15.png", "pixelcnn-rgb-8x15.png" }) ImageReader.Load(Path.Combine(folder["maps"], name)).Height.ShouldBe(96 + 72); // 8 rows of 12, and the legend
        result.Errors.ShouldContain("pixelcnn    100 %");
    }

    [Fact]
    public void A_plug_in_with_leaks_fails_by_its_dll_with_the_leaking_sub_pixel_named()
    {
        var result = CommandResult.Of("check", Fixture.Dll("Leaks"), "--json");
        result.ExitCode.ShouldBe(1, result.Errors);
        var json = JsonNode.Parse(result.Output)!;
        ((bool)json["passed"]!).ShouldBeFalse();
        var architectures = json["architectures"]!.AsArray();
        architectures.Select(node => (string)node!["architecture"]!).ShouldBe(["leak-padded-below", "leak-unshifted", "leak-without-mask-a"]);
        foreach (var architecture in architectures)
        {
            var causality = architecture!["checks"]!.AsArray().Single(check => (string)check!["name"]! == "causality")!;
            ((string)causality["verdict"]!).ShouldBe("failed");
            ((string)causality["summary"]!).ShouldStartWith("gray 5×7: the output for row 0, column ");
        }
    }

    [Theory]
    [InlineData("pixelcn", "There is no architecture 'pixelcn'. Did you mean 'pixelcnn'?")]
    [InlineData("./nowhere.dll", "The plug-in nowhere was not loaded: there is no such file or folder.")]
    public void What_is_not_there_is_told(string target, string message)
    {
        var result = CommandResult.Of("check", target);
        result.ExitCode.ShouldNotBe(0);
        result.Errors.ShouldContain(message);
        result.Output.ShouldBeEmpty();
    }

    [Fact]
    public void A_wrong_option_is_told_before_anything_is_checked()
    {
        var result = CommandResult.Of("check", "row-lstm", "--set", "model.kernel=4", "--set", "training.batch=3");
        result.ExitCode.ShouldBe(2);
        result.Errors.ShouldBe("""
            the options of row-lstm: 2 problems

              --set training.batch=3  training
                is not an option of the model; for example --set model.hidden=6.
              --set model.kernel=4  model.kernel
                is 4; allowed: 3, 5, 7, 9, 11.

            """);
    }

    [Fact]
    public void A_plug_in_is_checked_by_its_name_too() =>
        CommandResult.Of("check", "PixelCnn", "--set", "model.hidden=3", "--set", "model.layers=1").Done().Output.ShouldStartWith("pixelcnn: 12 passed");
}
