using System.Diagnostics;
using Pixel.Host.Data;
using Pixel.Host.Data.Sources;
using Xunit.Abstractions;

namespace Pixel.Tests.Data;

/// <summary>Reads the real sets where this machine has them, and reports how long that takes.</summary>
public sealed class RealDataTests(ITestOutputHelper output)
{
    [SkippableTheory]
    [InlineData("mnist", "train", 54_000, "mnist")]
    [InlineData("mnist", "validation", 6_000, "mnist")]
    [InlineData("mnist", "test", 10_000, "mnist")]
    [InlineData("fashion-mnist", "train", 54_000, "fashion-mnist")]
    [InlineData("fashion-mnist", "test", 10_000, "fashion-mnist")]
    [InlineData("binarized-mnist", "train", 50_000, "binarized-mnist (static, Larochelle)")]
    [InlineData("binarized-mnist", "validation", 10_000, "binarized-mnist (static, Larochelle)")]
    [InlineData("binarized-mnist", "test", 10_000, "binarized-mnist (static, Larochelle)")]
    public void A_published_set_has_its_published_images(string name, string split, int count, string fullName)
    {
        var set = OpenOrSkip(name, split);
        set.Name.ShouldBe(fullName);
        set.Count.ShouldBe(count);
        set.IsStandIn.ShouldBeFalse();
    }

    [SkippableFact]
    public void The_first_test_digit_of_MNIST_is_the_well_known_seven()
    {
        var set = OpenOrSkip("mnist", "test");
        var image = new byte[set.Shape.Dimensions];
        set.CopyTo(0, image);
        image.Skip(7 * 28 + 6).Take(6).ShouldBe(new byte[] { 84, 185, 159, 151, 60, 36 });
    }

    [SkippableFact]
    public void The_share_of_white_pixels_of_binarized_MNIST_is_that_of_the_static_set()
    {
        var set = OpenOrSkip("binarized-mnist", "test");
        var image = new byte[set.Shape.Dimensions];
        var white = 0L;
        for (var i = 0; i < set.Count; i++)
        {
            set.CopyTo(i, image);
            white += image.Sum(level => (long)level);
        }

        ((double)white / set.Count / image.Length).ShouldBe(0.1327, tolerance: 0.001);
    }

    [SkippableFact]
    public void A_part_of_CIFAR_10_says_that_it_is_a_part()
    {
        var set = OpenOrSkip("cifar10", "test");
        set.Name.ShouldBe(set.Count == 10_000 ? "cifar10" : $"cifar10 ({set.Count} of 10000 test images)");
    }

    IImageSet OpenOrSkip(string name, string split)
    {
        var environment = new DataEnvironment();
        var listing = DataSetCatalog.Describe(environment: environment).Single(set => set.Name == name);
        Skip.If(listing.Location is null, $"{name} is not on this machine; PIXELFW_DATA may name a folder that has it.");
        var watch = Stopwatch.StartNew();
        var set = DataSetCatalog.Open(name, split, environment: environment);
        output.WriteLine($"{set.Name}, {split}: {set.Count} images of {set.Shape} in {watch.Elapsed.TotalMilliseconds:0} ms");
        return set;
    }
}
