using Pixel.Contracts;
using Pixel.Host.Data;
using Pixel.Host.Data.Sources;
using Pixel.Tests.Support;

namespace Pixel.Tests.Data;

public sealed class IdxTests : IDisposable
{
    readonly TempFolder _folder = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Images_are_read_gzipped_or_not(bool isGzipped)
    {
        var file = DataFiles.Idx(20);
        _folder.Write(isGzipped ? "t10k-images-idx3-ubyte.gz" : "t10k-images-idx3-ubyte", isGzipped ? DataFiles.Gzip(file) : file);
        var set = Open("test");
        (set.Count, set.Split, set.IsStandIn).ShouldBe((20, "test", false));
        set.Shape.ShouldBe(new ImageShape(1, 28, 28, 256));
        set.Name.ShouldBe("mnist (20 of 10000 test images)");
        DataFiles.Image(set, 19).ShouldBe(file[(16 + 19 * 784)..]);
    }

    [Theory]
    [InlineData(10, 9, 1)]
    [InlineData(25, 23, 2)]
    [InlineData(2, 1, 1)]
    public void Validation_is_the_last_tenth_of_the_training_images(int count, int train, int validation)
    {
        var file = DataFiles.Idx(count);
        _folder.Write("train-images-idx3-ubyte", file);
        Open("train").Count.ShouldBe(train);
        Open("validation").Count.ShouldBe(validation);
        DataFiles.Image(Open("validation"), 0).ShouldBe(file[(16 + train * 784)..(16 + (train + 1) * 784)]);
    }

    [Fact]
    public void The_set_may_lie_in_its_own_folder_below_the_root()
    {
        _folder.Write("mnist/t10k-images-idx3-ubyte", DataFiles.Idx(1));
        Open("test").Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("t10k-images.idx3-ubyte", false)]
    [InlineData("t10k-images.idx3-ubyte.gz", true)]
    [InlineData("MNIST/raw/t10k-images-idx3-ubyte", false)]
    [InlineData("raw/t10k-images-idx3-ubyte.gz", true)]
    [InlineData("mnist/MNIST/raw/t10k-images-idx3-ubyte.gz", true)]
    [InlineData("t10k-images-idx3-ubyte", true)]
    [InlineData("t10k-images-idx3-ubyte.gz", false)]
    public void Other_names_and_folders_that_are_common_are_read_and_the_content_tells_what_is_gzipped(string name, bool isGzipped)
    {
        var file = DataFiles.Idx(3);
        _folder.Write(name, isGzipped ? DataFiles.Gzip(file) : file);
        DataFiles.Image(Open("test"), 2).ShouldBe(file[(16 + 2 * 784)..]);
    }

    [Fact]
    public void The_folder_of_another_set_in_the_same_files_is_not_taken()
    {
        _folder.Write("FashionMNIST/raw/t10k-images-idx3-ubyte", DataFiles.Idx(1));
        Should.Throw<DataUnavailableException>(() => Open("test")).Message.ShouldContain($"looked in    {_folder.Path}, which holds FashionMNIST/\n");
        DataSetCatalog.Open("fashion-mnist", "test", new DataSetOptions { Root = _folder.Path }).Count.ShouldBe(1);
    }

    [Fact]
    public void Malformed_files_are_refused_with_the_place()
    {
        var good = DataFiles.Idx(2);
        Problem(good[..10]).ShouldBe("byte 10: the file ends here; the IDX header (16 bytes from byte 0) should follow.");
        Problem(good[..1000]).ShouldBe("byte 16: 2 images of 28×28 bytes should follow, 1568 bytes; the file is too short for them.");
        Problem([.. good, 0]).ShouldBe("byte 1584: the file should end here, after 2 images of 28×28 bytes, but goes on.");
        Problem(With(good, 3, 1)).ShouldBe("byte 0: the IDX magic number is 0x00000801; a file of images begins with 0x00000803.");
        Problem(With(good, 11, 27)).ShouldBe("byte 8: the images are 27×28; this set's are 28×28.");
        Problem(With(good, 4, 255)).ShouldBe("byte 4: the header promises 4278190082 images; this set has 1 to 10000.");
        Problem(With(With(good, 7, 0), 4, 0)).ShouldBe("byte 4: the header promises 0 images; this set has 1 to 10000.");
    }

    [Fact]
    public void Malformed_gzip_files_are_refused_with_the_place()
    {
        var file = DataFiles.Gzip(DataFiles.Idx(2));
        for (var length = 0; length < file.Length; length++)
            Problem(file[..length], ".gz").ShouldEndWith("; fetch the file again.");
        Problem(file[..^1], ".gz").ShouldBe("after byte 1584: the gzip data end here, before the length that the file states; fetch the file again.");
        Problem(With(file, file.Length - 6, (byte)(file[^6] + 1)), ".gz").ShouldBe("after byte 16: the gzip data are corrupt; fetch the file again.");
        Problem(DataFiles.Gzip(With(DataFiles.Idx(2), 6, 39)), ".gz")
            .ShouldBe("byte 16: 9986 images of 28×28 bytes should follow, 7829024 bytes; the file is too short for them.");
    }

    IImageSet Open(string split) => DataSetCatalog.Open("mnist", split, new DataSetOptions { Root = _folder.Path });

    string Problem(byte[] file, string ending = "")
    {
        var path = _folder.Write("t10k-images-idx3-ubyte" + ending, file);
        var message = Should.Throw<DataFormatException>(() => Open("test")).Message;
        message.ShouldStartWith(path + ", ");
        File.Delete(path);
        return message[(path.Length + 2)..];
    }

    static byte[] With(byte[] file, int at, byte value)
    {
        var changed = (byte[])file.Clone();
        changed[at] = value;
        return changed;
    }

    public void Dispose() => _folder.Dispose();
}
