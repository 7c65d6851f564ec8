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
    protected override RemoteFile Remote(string split) => split == DataSplit.Test ? Test : Train;

    static RemoteFile File(string name, long size, string md5) => new(name, size, md5, new Uri(Mirror + name), new Uri(Official + name));
}
