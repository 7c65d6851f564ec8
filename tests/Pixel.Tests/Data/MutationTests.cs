using Pixel.Host.Data;
using Pixel.Host.Data.Sources;
using Pixel.Tests.Support;

namespace Pixel.Tests.Data;

/// <summary>Random damage to files of every format: they open, or they are refused, but nothing else happens.</summary>
public sealed class MutationTests : IDisposable
{
    const int Rounds = 400;

    readonly TempFolder _folder = new();

    [Fact]
    public void Damaged_IDX_files() => Damage("mnist", "t10k-images-idx3-ubyte", DataFiles.Idx(2), headerBytes: 20);

    [Fact]
    public void Damaged_gzipped_IDX_files() => Damage("mnist", "t10k-images-idx3-ubyte.gz", DataFiles.Gzip(DataFiles.Idx(2)), headerBytes: 30);

    [Fact]
    public void Damaged_AMAT_files() => Damage("binarized-mnist", "binarized_mnist_test.amat", DataFiles.Amat(3));

    [Fact]
    public void Damaged_gzipped_AMAT_files() => Damage("binarized-mnist", "binarized_mnist_test.amat.gz", DataFiles.Gzip(DataFiles.Amat(3)));

    [Fact]
    public void Damaged_CIFAR_batches() => Damage("cifar10", "test_batch.bin", DataFiles.Cifar(3));

    [Fact]
    public void Damaged_CIFAR_archives() => Damage("cifar10", "cifar-10-binary.tar.gz", DataFiles.TarGz(("test_batch.bin", DataFiles.Cifar(2))));

    [Fact]
    public void Damaged_tar_headers_in_a_sound_gzip()
    {
        using var stream = new MemoryStream(DataFiles.TarGz(("x/readme", new byte[600]), ("x/test_batch.bin", DataFiles.Cifar(1))));
        using var gzip = new System.IO.Compression.GZipStream(stream, System.IO.Compression.CompressionMode.Decompress);
        using var tar = new MemoryStream();
        gzip.CopyTo(tar);
        Damage("cifar10", "cifar-10-binary.tar.gz", tar.ToArray(), headerBytes: 512, wrap: DataFiles.Gzip);
    }

    [Fact]
    public void Damaged_PNG_files_in_a_folder() => Damage("folder", "test/a.png", DataFiles.Png(4, 4, new byte[48]));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Damaged_NPZ_batches(bool isDeflated)
    {
        // The zip directory is at the end: reversed, the header of the changes is there.
        var file = DataFiles.Npz("data", DataFiles.Npy("|u1", [2, 3072], new byte[2 * 3072]), isDeflated);
        Damage("imagenet32", "val_data.npz", file, headerBytes: 200);
        Damage("imagenet32", "val_data.npz", [.. file.Reverse()], headerBytes: 120, wrap: bytes => [.. bytes.Reverse()]);
    }

    void Damage(string set, string name, byte[] file, int headerBytes = 0, Func<byte[], byte[]>? wrap = null)
    {
        var options = new DataSetOptions { Root = _folder.Path };
        var random = new Random(7);
        for (var round = 0; round < Rounds; round++)
        {
            var damaged = (byte[])file.Clone();
            for (var changes = random.Next(1, 4); changes > 0; changes--)
            {
                // Every other change goes into the header, where the sizes are.
                var end = headerBytes > 0 && random.Next(2) == 0 ? headerBytes : damaged.Length;
                damaged[random.Next(end)] = (byte)random.Next(256);
            }

            if (random.Next(4) == 0)
                damaged = damaged[..random.Next(damaged.Length)];
            _folder.Write(name, wrap is null ? damaged : wrap(damaged));
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                DataSetCatalog.Open(set, "test", options).Count.ShouldBeGreaterThan(0);
            }
            catch (DataFormatException e)
            {
                e.Message.ShouldContain(name);
            }

            (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(100_000_000);
        }
    }

    public void Dispose() => _folder.Dispose();
}
