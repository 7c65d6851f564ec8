using Pixel.Contracts;
using Pixel.Host.Data;
using Pixel.Host.Data.Sources;
using Pixel.Tests.Support;

namespace Pixel.Tests.Data;

public sealed class CatalogTests : IDisposable
{
    readonly TempFolder _folder = new();

    [Fact]
    public void The_known_sets_are_these() =>
        DataSetCatalog.Names.ShouldBe(["mnist", "binarized-mnist", "fashion-mnist", "cifar10", "imagenet32", "imagenet64", "folder", "sample"]);

    [Fact]
    public void Unknown_names_and_splits_are_refused_with_the_known_ones()
    {
        Should.Throw<ArgumentException>(() => DataSetCatalog.Open("MNIST", "train")).Message
            .ShouldStartWith("There is no data set 'MNIST'; there are mnist, binarized-mnist, fashion-mnist, cifar10, imagenet32, imagenet64, folder, sample.");
        Should.Throw<ArgumentException>(() => DataSetCatalog.Open("sample", "valid")).Message
            .ShouldStartWith("There is no split 'valid'; there are train, validation, test.");
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        Problem("sample", new DataSetOptions { Levels = 1 }).ShouldBe("levels is 1; allowed are 2 to 256.");
        Problem("sample", new DataSetOptions { Limit = 0 }).ShouldBe("limit is 0; allowed are 1 to 2147483647.");
        Problem("sample", new DataSetOptions { Height = 0, Width = 1 }).ShouldBe("height is 0; allowed are 1 to 16384.");
        Problem("sample", new DataSetOptions { Channels = 2 }).ShouldBe("channels is 2; allowed are 1 (gray) and 3 (RGB).");
        Problem("sample", new DataSetOptions { Width = 8 }).ShouldBe("height and width go together: give both, or neither.");
        Problem("mnist", new DataSetOptions { Channels = 3 })
            .ShouldBe("The images of mnist are 1×28×28, 256 levels; height, width and channels are for 'folder' and 'sample'.");

        static string Problem(string name, DataSetOptions options) =>
            Should.Throw<ArgumentException>(() => DataSetCatalog.Open(name, "train", options)).Message;
    }

    [Theory]
    [InlineData(2, "fashion-mnist (1 of 10000 test images), 2 levels (threshold 128)")]
    [InlineData(16, "fashion-mnist (1 of 10000 test images), 16 levels")]
    [InlineData(256, "fashion-mnist (1 of 10000 test images)")]
    [InlineData(null, "fashion-mnist (1 of 10000 test images)")]
    public void Levels_quantise_evenly_and_are_named(int? levels, string name)
    {
        var file = DataFiles.Idx(1);
        _folder.Write("t10k-images-idx3-ubyte", file);
        var set = DataSetCatalog.Open("fashion-mnist", "test", new DataSetOptions { Root = _folder.Path, Levels = levels });
        set.Name.ShouldBe(name);
        set.Shape.ShouldBe(new ImageShape(1, 28, 28, levels ?? 256));
        DataFiles.Image(set, 0).ShouldBe(file.Skip(16).Select(v => (byte)(v * (levels ?? 256) / 256)));
    }

    [Fact]
    public void A_limit_takes_the_first_images_and_is_named()
    {
        DataSetCatalog.Open("sample", "test", new DataSetOptions { Limit = 10 }).ShouldSatisfyAllConditions(
            set => set.Count.ShouldBe(10),
            set => set.Name.ShouldBe("sample, first 10 images"),
            set => DataFiles.Image(set, 9).ShouldBe(DataFiles.Image(DataSetCatalog.Open("sample", "test"), 9)));
        DataSetCatalog.Open("sample", "test", new DataSetOptions { Limit = 500 }).Name.ShouldBe("sample");
    }

    [Fact]
    public void An_image_out_of_range_and_a_short_buffer_are_refused()
    {
        var set = DataSetCatalog.Open("sample", "test", new DataSetOptions { Limit = 2 });
        var buffer = new byte[3072];
        Should.Throw<ArgumentOutOfRangeException>(() => set.CopyTo(2, buffer));
        Should.Throw<ArgumentOutOfRangeException>(() => set.CopyTo(-1, buffer));
        Should.Throw<ArgumentException>(() => set.CopyTo(0, buffer.AsSpan(1)));
    }

    [Fact]
    public void The_shared_folder_comes_before_the_system_and_the_cache()
    {
        var environment = DataFiles.Bare(_folder) with { DataRoot = _folder["shared"] };
        var places = new[] { "cache/fashion_mnist", "system/fashion-mnist", "shared/fashion_mnist" };
        for (var i = 0; i < places.Length; i++)
        {
            _folder.Write(places[i] + "/t10k-images-idx3-ubyte", DataFiles.Idx(i + 1));
            DataSetCatalog.Open("fashion-mnist", "test", environment: environment).Count.ShouldBe(i + 1);
        }
    }

    [Fact]
    public void A_named_root_is_the_only_place()
    {
        _folder.Write("system/fashion-mnist/t10k-images-idx3-ubyte", DataFiles.Idx(1));
        Directory.CreateDirectory(_folder["empty"]);
        var server = new FakeServer(_ => throw new HttpRequestException("not to be asked"));
        Should.Throw<DataUnavailableException>(() => DataSetCatalog.Open(
            "fashion-mnist", "test", new DataSetOptions { Root = _folder["empty"] }, environment: DataFiles.Bare(_folder, server)));
        server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public void The_list_says_what_is_where()
    {
        _folder.Write("shared/mnist/train-images-idx3-ubyte.gz", DataFiles.Gzip(DataFiles.Idx(20)));
        _folder.Write("shared/cifar10/test_batch.bin", DataFiles.Cifar(7));
        _folder.Write("shared/binarized_mnist/binarized_mnist_train.amat", DataFiles.Amat(1));
        var list = DataSetCatalog.Describe(environment: DataFiles.Bare(_folder) with { DataRoot = _folder["shared"] });
        list.Select(set => set.Name).ShouldBe(DataSetCatalog.Names);
        Show("mnist").ShouldBe((_folder["shared/mnist"], "train 18, validation 2"));
        Show("cifar10").ShouldBe((_folder["shared/cifar10"], "test 7"));
        Show("binarized-mnist").ShouldBe((_folder["shared/binarized_mnist"], "train 1"));
        Show("fashion-mnist").ShouldBe((null, ""));
        Show("folder").ShouldBe((null, ""));
        Show("sample").ShouldBe(("built in", "train 461, validation 51, test 128"));

        (string?, string) Show(string name)
        {
            var set = list.Single(set => set.Name == name);
            return (set.Location, string.Join(", ", set.Counts.Select(count => $"{count.Key} {count.Value}")));
        }
    }

    [Fact]
    public void The_list_names_a_broken_file_and_goes_on()
    {
        var path = _folder.Write("shared/mnist/t10k-images-idx3-ubyte", [1, 2, 3]);
        var list = DataSetCatalog.Describe(environment: DataFiles.Bare(_folder) with { DataRoot = _folder["shared"] });
        list[0].Problem.ShouldBe($"{path}, byte 3: the file ends here; the IDX header (16 bytes from byte 0) should follow.");
        list.Skip(1).ShouldAllBe(set => set.Problem == null);
    }

    public void Dispose() => _folder.Dispose();
}
