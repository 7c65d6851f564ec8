using Pixel.Contracts;
using Pixel.Host.Data.Download;
using Pixel.Host.Data.Formats;

namespace Pixel.Host.Data.Sources;

/// <summary>MNIST: handwritten digits.</summary>
sealed class MnistSource : IdxDataSet
{
    // The mirror comes first: the official server has often refused downloads. The checksums hold for both.
    const string Mirror = "https://ossci-datasets.s3.amazonaws.com/mnist/";
    const string Official = "http://yann.lecun.com/exdb/mnist/";

    static readonly RemoteFile Train = File("train-images-idx3-ubyte.gz", 9_912_422, "f68b3c2dcbeaaa9fbdd348bbdeb94873");
    static readonly RemoteFile Test = File("t10k-images-idx3-ubyte.gz", 1_648_877, "9fb629c4189551a2d022fa330f9573f3");

    /// <inheritdoc />
    public override string Name => "mnist";

    /// <inheritdoc />
    public override string Summary => "Handwritten digits, gray";

    /// <inheritdoc />
    protected override string Folder => "mnist";

    /// <inheritdoc />
    protected override string TorchvisionFolder => "MNIST";

    /// <inheritdoc />
    protected override ImageClasses Classes { get; } = new(10);

    /// <inheritdoc />
    protected override LabelFiles LabelFiles { get; } = new(
        "mnist", "mnist", "MNIST",
        File("train-labels-idx1-ubyte.gz", 28_881, "d53e105ee54ea40749a09fcbcd1e9432"), File("t10k-labels-idx1-ubyte.gz", 4_542, "ec29112dd5afa0611ce80d1b7f02629c"));

    /// <inheritdoc />
    protected override RemoteFile Remote(string split) => split == DataSplit.Test ? Test : Train;

    static RemoteFile File(string name, long size, string md5) => new(name, size, md5, new Uri(Mirror + name), new Uri(Official + name));
}

/// <summary>Fashion-MNIST: photographs of clothes, in the files of MNIST.</summary>
sealed class FashionMnistSource : IdxDataSet
{
    const string Official = "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/";

    static readonly RemoteFile Train = File("train-images-idx3-ubyte.gz", 26_421_880, "8d4fb7e6c68d591d4c3dfef9ec88bf0d");
    static readonly RemoteFile Test = File("t10k-images-idx3-ubyte.gz", 4_422_102, "bef4ecab320f06d8554ea6380940ec79");

    /// <inheritdoc />
    public override string Name => "fashion-mnist";

    /// <inheritdoc />
    public override string Summary => "Pictures of clothes, gray (Debian: dataset-fashion-mnist)";

    /// <inheritdoc />
    protected override string Folder => "fashion_mnist";

    /// <inheritdoc />
    protected override string TorchvisionFolder => "FashionMNIST";

    /// <inheritdoc />
    protected override ImageClasses Classes { get; } = ImageClasses.Of(
        "t-shirt/top", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot");

    /// <inheritdoc />
    protected override LabelFiles LabelFiles { get; } = new(
        "fashion-mnist", "fashion_mnist", "FashionMNIST",
        File("train-labels-idx1-ubyte.gz", 29_515, "25c81989df183df01b3e8a0aad5dffbe"), File("t10k-labels-idx1-ubyte.gz", 5_148, "bb300cfdad3c16e7a12a480ee83cd310"));

    /// <inheritdoc />
    protected override RemoteFile Remote(string split) => split == DataSplit.Test ? Test : Train;

    static RemoteFile File(string name, long size, string md5) => new(name, size, md5, new Uri(Official + name));
}

/// <summary>A set in the files of MNIST: 60,000 training and 10,000 test images of 28×28 gray pixels.</summary>
abstract class IdxDataSet : FileDataSet
{
    const int Side = 28;

    /// <inheritdoc />
    public override ImageShape Shape { get; } = new(1, Side, Side, 256);

    /// <summary>The folder that torchvision keeps the set in.</summary>
    protected abstract string TorchvisionFolder { get; }

    /// <inheritdoc />
    protected override int PublishedCount(string split) => split == DataSplit.Test ? 10_000 : 60_000;

    /// <inheritdoc />
    protected override IReadOnlyList<string> Wanted(string split) => [FileName(split), FileName(split) + ".gz"];

    /// <inheritdoc />
    protected override IReadOnlyList<string> Find(string folder, string split) => [.. IdxNames.Find(folder, TorchvisionFolder, FileName(split))];

    /// <inheritdoc />
    protected override SplitContent Read(IReadOnlyList<string> files, string split) =>
        new(IdxFile.Read(files[0], Side, Side, PublishedCount(split)));

    /// <inheritdoc />
    protected override int? Count(IReadOnlyList<string> files, string split) =>
        IdxFile.Count(files[0], Side, Side, PublishedCount(split));

    static string FileName(string split) => split == DataSplit.Test ? "t10k-images-idx3-ubyte" : "train-images-idx3-ubyte";
}
