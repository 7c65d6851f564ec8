using Pixel.Checks;
using Pixel.Tests.Support;

namespace Pixel.Tests.Checks;

[Collection("native memory")]
public sealed class ShippedArchitectureTests
{
    [Theory]
    [InlineData("pixelcnn")]
    [InlineData("row-lstm")]
    [InlineData("diagonal-bilstm")]
    [InlineData("multi-scale")]
    public void A_shipped_architecture_passes_every_check(string name)
    {
        var report = ArchitectureCheck.Run(Plugins.Find(name), new CheckSettings { Architectures = Plugins.Catalog });
        report.ThrowIfFailed();
        report.Results.Where(result => result.Verdict == Verdict.Skipped).Select(result => result.Name).ShouldBeSubsetOf(["device moves"]);
        report.Maps.Count.ShouldBe(2);
    }
}
