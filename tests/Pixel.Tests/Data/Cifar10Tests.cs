using Pixel.Contracts;
using Pixel.Host.Data;
using Pixel.Host.Data.Sources;
using Pixel.Tests.Support;

namespace Pixel.Tests.Data;

public sealed class Cifar10Tests : IDisposable
{
    readonly TempFolder _folder = new();

    [Fact]
    public void Batches_are_joined_in_the_order_of_their_names_and_labels_are_dropped()
    {
        _folder.Write("data_batch_2.bin", DataFiles.Cifar(2, first: 20));
        _folder.Write("data_batch_1_first3.bin", DataFiles.Cifar(3, first: 10));
        _folder.Write("batches.meta.txt", [1]);
        var train = Open("train");
        train.Shape.ShouldBe(new ImageShape(3, 32, 32, 256));
        train.Name.ShouldBe("cifar10 (5 of 50000 train images)");
        Enumerable.Range(0, train.Count).Select(i => DataFiles.Image(train, i).Distinct().Single()).ShouldBe(new byte[] { 10, 11, 12, 20 });
        DataFiles.Image(Open("validation"), 0)[0].ShouldBe((byte)21);
    }

    [Theory]
    [InlineData("test_batch.bin")]
    [InlineData("test_batch_first2.bin")]
    [InlineData("cifar-10-batches-bin/test_batch.bin")]
    [InlineData("cifar10/test_batch.bin")]
    public void The_test_batch_is_found(string name)
    {
        _folder.Write(name, DataFiles.Cifar(2));
        Open("test").Count.ShouldBe(2);
    }

    [Fact]
    public void Planes_stay_planes()
    {
        var record = DataFiles.Cifar(1);
        record.AsSpan(1, 1024).Fill(1);
        record.AsSpan(1025, 1024).Fill(2);
        record.AsSpan(2049, 1024).Fill(3);
        _folder.Write("test_batch.bin", record);
        DataFiles.Image(Open("test"), 0).ShouldBe(record[1..]);
    }

    [Fact]
    public void The_published_archive_is_read_without_unpacking()
    {
        _folder.Write("cifar-10-binary.tar.gz", DataFiles.TarGz(
            ("cifar-10-batches-bin/readme.html", [1, 2, 3]),
            ("cifar-10-batches-bin/data_batch_2.bin", DataFiles.Cifar(1, first: 20)),
            ("cifar-10-batches-bin/data_batch_1.bin", DataFiles.Cifar(2, first: 10)),
            ("cifar-10-batches-bin/test_batch.bin", DataFiles.Cifar(1, first: 30))));
        var train = Open("train");
        Enumerable.Range(0, train.Count).Select(i => DataFiles.Image(train, i)[5]).ShouldBe(new byte[] { 10, 11 });
        DataFiles.Image(Open("validation"), 0)[5].ShouldBe((byte)20);
        DataFiles.Image(Open("test"), 0)[5].ShouldBe((byte)30);
    }

    [Theory]
    [InlineData("cifar-10-python.tar.gz", "Python")]
    [InlineData("cifar-10-batches-py/test_batch", "Python")]
    [InlineData("cifar-10-matlab.tar.gz", "Matlab")]
    public void Another_version_is_named_with_the_file_to_fetch_instead(string name, string version)
    {
        _folder.Write(name, [1]);
        var lines = Should.Throw<DataUnavailableException>(() => Open("test")).Message.Split(Environment.NewLine);
        lines.ShouldContain($"  found        {_folder[name.Split('/')[0]]}, which is the version for {version}, and not read: fetch https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz");
    }

    [Fact]
    public void Malformed_batches_are_refused_with_the_place()
    {
        var good = DataFiles.Cifar(3);
        Problem(good[..^1]).ShouldBe("byte 6146: 3072 bytes follow 2 whole records; a record has 3073 bytes, a label and 3×32×32.");
        Problem([]).ShouldBe("byte 0: the file has 0 bytes, 0 records; 1 to 10000 are allowed here.");
        good[3073] = 10;
        Problem(good).ShouldBe("byte 3073: the label is 10; labels are 0 to 9, so this is not a CIFAR-10 file.");
    }

    [Fact]
    public void Malformed_archives_are_refused()
    {
        var path = _folder.Write("cifar-10-binary.tar.gz", DataFiles.TarGz(("readme.html", [1])));
        Should.Throw<DataFormatException>(() => Open("test")).Message.ShouldStartWith($"{path}, to its end: the archive holds no batch of this split;");

        var twice = ("test_batch.bin", DataFiles.Cifar(1));
        _folder.Write("cifar-10-binary.tar.gz", DataFiles.TarGz(twice, twice));
        Should.Throw<DataFormatException>(() => Open("test")).Message.ShouldBe($"{path}(test_batch.bin), byte 0: the archive holds this batch twice.");

        var good = DataFiles.TarGz(twice);
        for (var length = 0; length < good.Length; length++)
        {
            _folder.Write("cifar-10-binary.tar.gz", good[..length]);
            Should.Throw<DataFormatException>(() => Open("test"));
        }
    }

    [Theory]
    [InlineData(0, 0x41, "byte 0: the checksum of a tar header does not hold; fetch the file again.")]
    [InlineData(124, 0x80, "byte 124: the length in a tar header is no octal number; fetch the file again.")]
    [InlineData(124, 0x37, "byte 5120: the tar archive ends here;")]
    public void A_tar_header_that_lies_is_told_of_before_anything_is_allocated(int at, byte value, string problem)
    {
        using var tar = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(new MemoryStream(DataFiles.TarGz(("x.bin", DataFiles.Cifar(1)))), System.IO.Compression.CompressionMode.Decompress))
            gzip.CopyTo(tar);
        var bytes = tar.ToArray();
        var old = bytes[at];
        bytes[at] = value;
        // The sum is mended where it is not what is tried.
        if (at != 0) System.Text.Encoding.ASCII.GetBytes(Convert.ToString(Convert.ToInt32(System.Text.Encoding.ASCII.GetString(bytes, 148, 6), 8) + value - old, 8).PadLeft(6, '0')).CopyTo(bytes, 148);
        var path = _folder.Write("cifar-10-binary.tar.gz", DataFiles.Gzip(bytes));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Should.Throw<DataFormatException>(() => Open("test")).Message.ShouldStartWith($"{path}, {problem}");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1_000_000);
    }

    IImageSet Open(string split) => DataSetCatalog.Open("cifar10", split, new DataSetOptions { Root = _folder.Path });

    string Problem(byte[] file)
    {
        var path = _folder.Write("test_batch.bin", file);
        return Should.Throw<DataFormatException>(() => Open("test")).Message[(path.Length + 2)..];
    }

    public void Dispose() => _folder.Dispose();
}
