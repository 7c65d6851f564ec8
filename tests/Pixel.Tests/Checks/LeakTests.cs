using Pixel.Checks;
using Pixel.Tests.PluginCatalogs;

namespace Pixel.Tests.Checks;

[Collection("native memory")]
public sealed class LeakTests : IDisposable
{
    readonly CheckTargets _targets = CheckTargets.Find(Fixture.Dll("Leaks"), []);

    [Theory]
    [InlineData("leak-without-mask-a", "the output for row 0, column 0 sees row 0, column 0 (itself)", "the output for row 0, column 0, red sees row 0, column 0, red (itself)", "'input' (masked convolution, 7×7 B, 1 → 24)")]
    [InlineData("leak-padded-below", "the output for row 0, column 2 sees row 0, column 2 (itself)", "the output for row 0, column 2, red sees row 0, column 2, red (itself)", "'layer1_state' (leaky scan, from left, 48 → 12)")]
    [InlineData("leak-unshifted", "the output for row 0, column 0 sees row 0, column 0 (itself)", "the output for row 0, column 0, red sees row 0, column 0, red (itself)", "'layer1_state' (leaky scan, from right, 48 → 12)")]
    public void A_leak_to_the_future_is_found_with_the_leaking_sub_pixel_and_the_first_layer_that_sees_it(string name, string gray, string rgb, string layer)
    {
        var report = ArchitectureCheck.Run(_targets.Architectures.Single(architecture => architecture.Name == name));
        report.Results.Where(result => result.Verdict == Verdict.Failed).Select(result => result.Name).ShouldBe(["causality"], report.ToString());
        var details = report["causality"].Details;
        details.ShouldContain($"gray 5×7: {gray}");
        details.ShouldContain($"RGB 4×6: {rgb}", report.ToString());
        details.ShouldContain($"gray 5×7: the first layer whose output sees too much is {layer}");
        report.Maps[0].Lines.ShouldContain(line => line.Contains('!'));
    }

    public void Dispose() => _targets.Dispose();
}
