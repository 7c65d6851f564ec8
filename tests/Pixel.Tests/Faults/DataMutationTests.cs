using System.IO.Compression;
using Pixel.Host.Data;
using Pixel.Host.Data.Sources;
using Pixel.Host.Imaging;
using Pixel.Tests.Data;
using Pixel.Tests.Imaging;

namespace Pixel.Tests.Faults;

/// <summary>Random damage to the files of data sets, and to pictures.</summary>
public sealed class DataMutationTests
{
    [Fact]
    public void Damaged_IDX_files() => Read("mnist", "t10k-images-idx3-ubyte", DataFiles.Idx(2), headerBytes: 20);

    [Fact]
    public void Damaged_gzipped_IDX_files() => Read("mnist", "t10k-images-idx3-ubyte.gz", DataFiles.Gzip(DataFiles.Idx(2)), headerBytes: 30);

    [Fact]
    public void Damaged_IDX_files_in_a_sound_gzip() =>
        Read("mnist", "t10k-images-idx3-ubyte.gz", DataFiles.Idx(2), headerBytes: 20, wrap: DataFiles.Gzip);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Damaged_IDX_labels(bool isGzipped) => Read(
        "mnist", "t10k-labels-idx1-ubyte", DataFiles.IdxLabels(DataFiles.SomeLabels(40)), headerBytes: 8, wrap: isGzipped ? DataFiles.Gzip : null,
        labels: true, beside: ("t10k-images-idx3-ubyte", DataFiles.Idx(40)));

    [Fact]
    public void Damaged_AMAT_files() => Read("binarized-mnist", "binarized_mnist_test.amat", DataFiles.Amat(3));

    [Fact]
    public void Damaged_gzipped_AMAT_files() => Read("binarized-mnist", "binarized_mnist_test.amat.gz", DataFiles.Gzip(DataFiles.Amat(3)));

    [Fact]
    public void Damaged_CIFAR_batches() => Read("cifar10", "test_batch.bin", DataFiles.Cifar(3), labels: true);

    [Fact]
    public void Damaged_CIFAR_archives() => Read("cifar10", "cifar-10-binary.tar.gz", DataFiles.TarGz(("test_batch.bin", DataFiles.Cifar(2))), labels: true);

    [Fact]
    public void Damaged_tar_headers_in_a_sound_gzip() => Read("cifar10", "cifar-10-binary.tar.gz", Tar(), headerBytes: 512, wrap: DataFiles.Gzip);

    [Fact]
    public void Damaged_tar_headers_whose_checksum_holds() => Read("cifar10", "cifar-10-binary.tar.gz", Tar(), headerBytes: 512, wrap: tar =>
    {
        if (tar.Length < 512) return DataFiles.Gzip(tar);
        tar.AsSpan(148, 8).Fill((byte)' ');
        System.Text.Encoding.ASCII.GetBytes($"{Convert.ToString(tar.Take(512).Sum(value => value), 8).PadLeft(6, '0')}\0 ").CopyTo(tar, 148);
        return DataFiles.Gzip(tar);
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Damaged_NPZ_batches(bool isDeflated)
    {
        // The zip directory is at the end: reversed, the header of the changes is there.
        var file = DataFiles.Npz("data", DataFiles.Npy("|u1", [2, 3072], new byte[2 * 3072]), isDeflated);
        Read("imagenet32", "val_data.npz", file, headerBytes: 200);
        Read("imagenet32", "val_data.npz", [.. file.Reverse()], headerBytes: 120, wrap: bytes => [.. bytes.Reverse()]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Damaged_NPY_arrays_in_a_sound_zip(bool isDeflated) =>
        Read("imagenet32", "val_data.npz", DataFiles.Npy("|u1", [2, 3072], new byte[2 * 3072]), headerBytes: 80, wrap: array => DataFiles.Npz("data", array, isDeflated));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Damaged_labels_in_a_sound_zip(bool isDeflated) => Read(
        "imagenet32", "val_data.npz", DataFiles.Npy("<i2", [3], [1, 0, 232, 3, 7, 0]), headerBytes: 80,
        wrap: labels => DataFiles.Npz("data", DataFiles.Npy("|u1", [3, 3072], new byte[3 * 3072]), isDeflated, labels), labels: true);

    [Fact]
    public void Damaged_PNG_files_in_a_folder() => Read("folder", "test/a.png", DataFiles.Png(4, 4, new byte[48]));

    [Theory]
    [InlineData("rgb8-13x11.png")]
    [InlineData("progressive.jpg")]
    [InlineData("rgb.webp")]
    [InlineData("rgba.webp")]
    [InlineData("palette.bmp")]
    [InlineData("animated.gif")]
    public void Damaged_pictures(string name) => Campaign.Run(name, Fixtures.Read(name), Picture, headerBytes: 64);

    [Fact]
    public void Damaged_PNG_files_whose_checksums_hold() => Campaign.Run("a.png", Fixtures.Read("rgb8-13x11.png"), Picture, headerBytes: 64, wrap: png =>
    {
        PngFile.RepairChecksums(png);
        return png;
    });

    static void Picture(string path)
    {
        var image = ImageReader.Load(path);
        image.Pixels.Length.ShouldBe(image.Width * image.Height * image.Channels);
    }

    static byte[] Tar()
    {
        using var stream = new MemoryStream(DataFiles.TarGz(("x/test_batch.bin", DataFiles.Cifar(1)), ("x/readme", new byte[600])));
        using var gzip = new GZipStream(stream, CompressionMode.Decompress);
        using var tar = new MemoryStream();
        gzip.CopyTo(tar);
        return tar.ToArray();
    }

    static void Read(
        string set, string name, byte[] file, int headerBytes = 0, Func<byte[], byte[]>? wrap = null, bool labels = false, (string Name, byte[] Content)? beside = null) =>
        Campaign.Run(name, file, path =>
        {
            var root = path[..^(name.Length + 1)];
            if (beside is { } other) File.WriteAllBytes(Path.Combine(root, other.Name), other.Content);
            var images = DataSetCatalog.Open(set, "test", new DataSetOptions { Root = root, Labels = labels });
            images.Count.ShouldBeGreaterThan(0);
            DataFiles.Image(images, images.Count - 1).ShouldAllBe(level => level < images.Shape.Levels);
            if (labels) DataFiles.Labels(images).ShouldAllBe(label => label >= 0 && label < images.Classes!.Count);
        }, headerBytes, wrap);
}
