namespace Pixel.Host.Data.Sources;

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
    protected override RemoteFile Remote(string split) => split == DataSplit.Test ? Test : Train;

    static RemoteFile File(string name, long size, string md5) => new(name, size, md5, new Uri(Official + name));
}
