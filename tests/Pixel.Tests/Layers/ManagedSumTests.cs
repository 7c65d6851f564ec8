using Pixel.Contracts;
using Pixel.Layers;
using Pixel.Tests.Support;
using static TorchSharp.torch;

namespace Pixel.Tests.Layers;

/// <summary>The managed path of sums beside libtorch's.</summary>
[Collection("native memory")]
public sealed class ManagedSumTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Both_paths_add_the_same_numbers(int terms)
    {
        var channels = new ChannelGroups(7, 1);
        foreach (var (type, tolerance) in new[] { (ScalarType.Float64, 1e-15), (ScalarType.Float32, 1e-6) })
            BothPaths.ShouldAgree(new Sum(channels, terms), (3, 5, 4), type, tolerance, [.. Enumerable.Repeat(channels, terms)]);
    }

    [Fact]
    public void The_bits_do_not_depend_on_the_number_of_threads()
    {
        var channels = new ChannelGroups(7, 1);
        BothPaths.ShouldNotDependOnThreads(new Sum(channels, 2), channels, channels);
    }
}
