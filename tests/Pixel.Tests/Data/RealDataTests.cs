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

    [SkippableTheory]
    [InlineData("mnist", "train", "5336 6112 5358 5504 5247 4872 5347 5597 5254 5373")]
    [InlineData("mnist", "test", "980 1135 1032 1010 982 892 958 1028 974 1009")]
    [InlineData("fashion-mnist", "test", "1000 1000 1000 1000 1000 1000 1000 1000 1000 1000")]
    public void A_published_set_has_its_published_labels(string name, string split, string counts)
    {
        var labels = DataFiles.Labels(OpenOrSkip(name, split, labels: true));
        string.Join(' ', Enumerable.Range(0, 10).Select(label => labels.Count(of => of == label))).ShouldBe(counts);
    }

    /// <summary>
    /// Static binarised MNIST has no labels. Each of its images is drawn from one of MNIST; with the places that its labels are taken from, that is shown.
    /// </summary>
    [SkippableTheory]
    [InlineData("train", 0)]
    [InlineData("validation", 50_000)]
    [InlineData("test", 0)]
    public void Every_image_of_binarized_MNIST_is_drawn_from_one_of_MNIST_with_its_label(string split, int first)
    {
        var binary = OpenOrSkip("binarized-mnist", split, labels: true);
        var (images, labels) = (new List<byte[]>(), new List<int>());
        foreach (var part in split == "test" ? new[] { "test" } : ["train", "validation"])
        {
            var set = OpenOrSkip("mnist", part, labels: true);
            images.AddRange(Enumerable.Range(0, set.Count).Select(i => DataFiles.Image(set, i)));
            labels.AddRange(DataFiles.Labels(set));
        }

        int[] sorted = [.. Enumerable.Range(0, images.Count).OrderBy(i => labels[i])]; // stable: within a label as before
        if (split != "test") Array.Sort(BinarizedMnistLabels.Uniform(60_000), sorted);
        var drawn = new byte[784];
        for (var i = 0; i < binary.Count; i++)
        {
            binary.CopyTo(i, drawn);
            var place = sorted[first + i];
            // A pixel is white with the probability gray / 255: never where that is 0, always where it is 1.
            for (var pixel = 0; pixel < drawn.Length; pixel++)
                if (images[place][pixel] is 0 or 255) (drawn[pixel] * 255).ShouldBe(images[place][pixel], $"image {i}");
            binary.LabelOf(i).ShouldBe(labels[place], $"image {i}");
        }
    }

    IImageSet OpenOrSkip(string name, string split, bool labels = false)
    {
        var environment = new DataEnvironment();
        var listing = DataSetCatalog.Describe(environment: environment).Single(set => set.Name == name);
        Skip.If(listing.Location is null, $"{name} is not on this machine; PIXELFW_DATA may name a folder that has it.");
        var watch = Stopwatch.StartNew();
        var set = DataSetCatalog.Open(name, split, new DataSetOptions { Labels = labels }, environment: environment);
        output.WriteLine($"{set.Name}, {split}: {set.Count} images of {set.Shape} in {watch.Elapsed.TotalMilliseconds:0} ms");
        return set;
    }
}
