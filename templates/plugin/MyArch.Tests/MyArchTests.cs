using Pixel.Checks;
using Xunit;

namespace MyArch.Tests;

public class MyArchTests
{
    /// <summary>Causality, step face = map face, probabilities that sum to 1, gradients, save and load, and more; a failure tells where to look.</summary>
    [Fact]
    public void It_keeps_the_contract() => ArchitectureCheck.Run(new MyArchArchitecture()).ThrowIfFailed();
}
