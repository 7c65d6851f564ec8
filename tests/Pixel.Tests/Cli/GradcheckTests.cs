using System.Text.Json.Nodes;
using Pixel.Tests.PluginCatalogs;

namespace Pixel.Tests.Cli;

[Collection(ConsoleCollection.Name)]
public sealed class GradcheckTests
{
    static readonly string OwnLayer = Fixture.Folder("OwnLayer");

    [Fact]
    public void It_prints_a_line_for_each_tensor_and_ends_with_0_where_all_is_well()
    {
        var result = CommandResult.Of("gradcheck", "pixelcnn").Done();
        var lines = result.Output.TrimEnd().Split('\n');
        lines[0].ShouldBe("pixelcnn, 1×8×4, 2 levels, bernoulli: 986 parameters");
        lines[2].ShouldMatch("^layer +tensor +shape +absolute +relative +absolute +relative$");
        lines.ShouldContain(line => System.Text.RegularExpressions.Regex.IsMatch(line, @"^layer1_conv +weight +5×5×3×3 +\S+ +\S+ +\S+ +\S+  ok$"));
        lines.ShouldContain("pixelcnn, 3×4×8, 3 levels, softmax: 2,030 parameters");
        lines[^1].ShouldMatch(@"^2 networks, \d+ comparisons, 0 failed$");
        result.Output.ShouldNotContain("FAILED", Case.Sensitive);
        result.Output.ShouldNotContain("no oracle");
    }

    [Fact]
    public void Class_conditional_networks_are_checked_with_their_biases_of_the_classes()
    {
        var output = CommandResult.Of("gradcheck", "gated-pixelcnn", "--classes", "3").Done().Output;
        output.ShouldContain("gated-pixelcnn, 1×8×4, 2 levels, bernoulli, 3 classes: ");
        output.ShouldMatch(@"\ninput_features_class +weight +3×20 +\d\S* +\d\S* +\S+ +\S+  ok\n");
        CommandResult.Of("gradcheck", "pixelcnn", "--classes", "1").Errors.ShouldStartWith("pixelfw: --classes is '1'; expected a whole number from 2 to 1000.\n");
    }

    [Fact]
    public void A_wrong_gradient_ends_with_1_and_names_the_worst_element_and_both_values()
    {
        var result = CommandResult.Of("gradcheck", "wrong-net", "--plugins", OwnLayer);
        result.ExitCode.ShouldBe(1);
        result.Errors.TrimEnd().Split('\n')[^1].ShouldMatch(
            @"^pixelfw: gradcheck failed: wrong-net, 1×8×4, 2 levels: swish, input \(the layer alone\): relative error \S+, allowed 1e-6; "
            + @"the worst is at \[\d+, \d+, \d+, \d+\]: the map face gives -?\d\S*, central differences -?\d\S*\.$");
        var failures = result.Output.Split('\n').Where(line => line.StartsWith("FAILED", StringComparison.Ordinal)).ToArray();
        failures[0].ShouldStartWith("FAILED  swish, input (the layer alone): ");
        result.Output.ShouldContain("wrong-net is not for images of 3×4×8, 3 levels: wrong-net is for gray images; use data.channels: 1.\n");
    }

    [Fact]
    public void A_plug_in_s_own_layer_is_checked_without_an_oracle_and_that_is_said()
    {
        var output = CommandResult.Of("gradcheck", "swish-net", "--plugins", OwnLayer).Done().Output;
        output.ShouldContain("no oracle for swish: central differences alone\nno step face in every layer: the map face alone\n");
        output.ShouldMatch(@"\nswish +slope +10×1×1 +-         -  +\S+ +\S+  ok\n");
        output.ShouldMatch(@"\nhead1 +weight +7×10×1×1 +\d\S* +\d\S* +\S+ +\S+  ok\n"); // the shared layers have theirs
    }

    [Fact]
    public void Json_is_one_object_with_every_comparison()
    {
        var result = CommandResult.Of("gradcheck", "wrong-net", "swish-net", "--json", "--plugins", OwnLayer);
        result.ExitCode.ShouldBe(1);
        var json = JsonNode.Parse(result.Output)!;
        ((bool)json["passed"]!).ShouldBeFalse();
        ((string)json["device"]!).ShouldBe("cpu");
        var checks = json["checks"]!.AsArray();
        checks.Select(check => ((string)check!["architecture"]!, (bool?)check["passed"])).ShouldBe(
            [("wrong-net", false), ("wrong-net", null), ("swish-net", true), ("swish-net", true)]);
        var worst = checks[0]!["rows"]!.AsArray().First(row => !(bool)row!["passed"]!)!;
        ((string)worst["layer"]!, (string)worst["tensor"]!, (string)worst["against"]!, (bool)worst["alone"]!).ShouldBe(("swish", "input", "differences", true));
        worst["worst"]!["index"]!.AsArray().Count.ShouldBe(4);
        ((double)worst["worst"]!["actual"]!).ShouldNotBe((double)worst["worst"]!["expected"]!);
    }

    [Fact]
    public void An_unknown_architecture_is_told_with_the_nearest()
    {
        var result = CommandResult.Of("gradcheck", "pixelcnn", "row-lstn");
        result.ExitCode.ShouldBe(2);
        result.Errors.ShouldStartWith("pixelfw: There is no architecture 'row-lstn'. Did you mean 'row-lstm'?");
        result.Output.ShouldBeEmpty();
    }

    [SkippableFact]
    public void A_device_that_is_not_there_is_told()
    {
        Skip.If(TorchSharp.torch.cuda.is_available(), "there is a CUDA device");
        var result = CommandResult.Of("gradcheck", "pixelcnn", "--device", "cuda");
        result.ExitCode.ShouldBe(1);
        result.Errors.ShouldStartWith("pixelfw: device: cuda is asked for, but libtorch finds no CUDA device.");
    }
}
