using Pixel.Contracts;
using Pixel.Host.Data.Download;
using Pixel.Host.Data.Formats;

namespace Pixel.Host.Data.Sources;

/// <summary>MNIST binarized once and for all by Larochelle: the set on which binary likelihoods are compared.</summary>
sealed class BinarizedMnistSource : FileDataSet
{
    const int Side = 28;
    const string Official = "http://www.cs.toronto.edu/~larocheh/public/datasets/binarized_mnist/";

    static readonly RemoteFile Train = Remote("train", 78_400_000, "ad693b29f94c14277b095f5238ddefbbdaaae0939789dd2f4f0205278cee3e4d");
    static readonly RemoteFile Validation = Remote("valid", 15_680_000, "1de3d397c40fe8eeb33dafd4099a1f665ec01e96d9be234aaeeac8a34930e2e2");
    static readonly RemoteFile Test = Remote("test", 15_680_000, "e6687bfea3f820c174f33b7865140b2a2dd2930ef786f35d45795fc193b5ab2c");

    /// <inheritdoc />
    public override string Name => "binarized-mnist";

    /// <inheritdoc />
    public override string Summary => "Handwritten digits, black and white (static, Larochelle)";

    /// <inheritdoc />
    public override ImageShape Shape { get; } = new(1, Side, Side, 2);

    /// <inheritdoc />
    protected override string Folder => "binarized_mnist";

    /// <inheritdoc />
    protected override string FullName => "binarized-mnist (static, Larochelle)";

    /// <inheritdoc />
    protected override bool HasValidation => true;

    /// <inheritdoc />
    protected override ImageClasses Classes { get; } = new(10);

    /// <inheritdoc />
    protected override int PublishedCount(string split) => split == DataSplit.Train ? 50_000 : 10_000;

    /// <inheritdoc />
    protected override IReadOnlyList<string> Wanted(string split) => [Remote(split).Name, Remote(split).Name + ".gz"];

    /// <inheritdoc />
    protected override IReadOnlyList<string> Find(string folder, string split) =>
        Wanted(split).Select(name => Path.Combine(folder, name)).Where(File.Exists).Take(1).ToList();

    /// <inheritdoc />
    protected override RemoteFile Remote(string split) => split switch
    {
        DataSplit.Train => Train,
        DataSplit.Validation => Validation,
        _ => Test,
    };

    /// <inheritdoc />
    protected override SplitContent Read(IReadOnlyList<string> files, string split) =>
        new(AmatFile.Read(files[0], Side * Side, PublishedCount(split)));

    /// <inheritdoc />
    protected override int? Count(IReadOnlyList<string> files, string split) => Read(files, split).Samples.Length / Shape.Dimensions;

    /// <inheritdoc />
    protected override byte[] LabelsAlone(IReadOnlyList<string> files, string split, int count, DataSetOptions options, DataEnvironment environment) =>
        BinarizedMnistLabels.Of(split, count);

    static RemoteFile Remote(string part, long size, string sha256)
    {
        var name = $"binarized_mnist_{part}.amat";
        return new RemoteFile(name, size, sha256, new Uri(Official + name));
    }
}
