using System.Security.Cryptography;
using Pixel.Contracts;
using Pixel.Host.Data;
using Pixel.Host.Data.Sources;
using Pixel.Tests.Support;

namespace Pixel.Tests.Data;

public sealed class SampleTests : IDisposable
{
    readonly TempFolder _folder = new();

    [Theory]
    [InlineData("train", 461)]
    [InlineData("validation", 51)]
    [InlineData("test", 128)]
    public void The_sample_is_built_in(string split, int count)
    {
        var set = DataSetCatalog.Open("sample", split);
        (set.Name, set.Split, set.Count, set.IsStandIn).ShouldBe(("sample", split, count, false));
        set.Shape.ShouldBe(new ImageShape(3, 32, 32, 256));
    }

    [Theory]
    [InlineData("sample_train.bin", "92288824a43ee78b57186e71c2ea1806901bd71a7e1d51a6ef237b1eafc17520")]
    [InlineData("sample_test.bin", "dc6bbf75868099ef0582567c85b5b848bccf0d1427cec9d39cfa6e145cf5a894")]
    public void The_sample_is_the_one_that_its_script_makes(string name, string sha256)
    {
        using var stream = typeof(DataSetCatalog).Assembly.GetManifestResourceStream(name).ShouldNotBeNull();
        Convert.ToHexStringLower(SHA256.HashData(stream)).ShouldBe(sha256);
    }

    [Fact]
    public void The_sample_can_be_had_in_another_shape()
    {
        var options = new DataSetOptions { Channels = 1, Height = 16, Width = 16, Levels = 4 };
        var set = DataSetCatalog.Open("sample", "test", options);
        set.Shape.ShouldBe(new ImageShape(1, 16, 16, 4));
        set.Name.ShouldBe("sample, cropped and resized to 16×16, converted from RGB to gray, 4 levels");
        DataFiles.Image(set, 0).ShouldAllBe(level => level < 4);
    }

    [Theory]
    [InlineData("mnist", 1, 28, 256, "sample (standing in for mnist)")]
    [InlineData("fashion-mnist", 1, 28, 256, "sample (standing in for fashion-mnist)")]
    [InlineData("binarized-mnist", 1, 28, 2, "sample (standing in for binarized-mnist), 2 levels (threshold 128)")]
    [InlineData("cifar10", 3, 32, 256, "sample (standing in for cifar10)")]
    [InlineData("folder", 3, 32, 256, "sample (standing in for folder)")]
    public void It_stands_in_for_a_missing_set_in_its_shape_and_says_so(string missing, int channels, int side, int levels, string name)
    {
        var options = new DataSetOptions { Root = _folder["nowhere"], IfUnavailable = IfUnavailable.Sample };
        foreach (var (split, count) in new[] { ("train", 461), ("validation", 51), ("test", 128) })
        {
            var set = DataSetCatalog.Open(missing, split, options, environment: DataFiles.Bare(_folder));
            (set.Name, set.Count, set.IsStandIn).ShouldBe((name, count, true));
            set.Shape.ShouldBe(new ImageShape(channels, side, side, levels));
        }
    }

    [Fact]
    public void It_does_not_stand_in_for_a_set_that_is_there_but_broken()
    {
        _folder.Write("t10k-images-idx3-ubyte", [1, 2, 3]);
        var options = new DataSetOptions { Root = _folder.Path, IfUnavailable = IfUnavailable.Sample };
        Should.Throw<DataFormatException>(() => DataSetCatalog.Open("mnist", "test", options));
    }

    public void Dispose() => _folder.Dispose();
}
