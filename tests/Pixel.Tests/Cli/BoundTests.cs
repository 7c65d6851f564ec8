using System.Text.Json.Nodes;

namespace Pixel.Tests.Cli;

/// <summary>A model whose likelihood is a bound: wherever its figures go, that is said.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class BoundTests(TrainedRun run)
{
    [Fact]
    public void A_continuous_likelihood_s_figures_are_told_to_be_a_bound()
    {
        var folder = run["continuous"];
        var trained = CommandResult.Of(
            "run", run.Config, "--out", folder, "--set", "model.likelihood=gaussian-mixture", "--set", "model.components=2", "--set", "sampling.count=1").Done();
        var result = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "result.json")))!;
        ((string)result["kind"]!).ShouldBe("upper bound");
        ((string)result["bound"]!).ShouldBe("continuous likelihood of dequantised pixels");
        var told = FormattableString.Invariant($"The images take at most {(double)result["bits_per_dim"]!:F5} bits/dim (a bound: continuous likelihood of dequantised pixels).\n");
        trained.Output.ShouldContain(told);
        CommandResult.Of("eval", folder).Done().Output.ShouldEndWith(told);
        CommandResult.Of("eval", folder, "--json", "--set", "evaluation.batch=3").Done().Output.ShouldBe(File.ReadAllText(Path.Combine(folder, "result.json")));
    }

    [Fact]
    public void A_discrete_likelihood_s_figures_are_exact()
    {
        ((string)run.Result["kind"]!).ShouldBe("exact");
        run.Result["bound"].ShouldBeNull();
        run.Command.Output.ShouldNotContain("bound");
    }
}
