using Pixel.Contracts;
using Pixel.Host.Data.Formats;

namespace Pixel.Host.Data.Sources;

/// <summary>A set in the files of MNIST: 60,000 training and 10,000 test images of 28×28 gray pixels.</summary>
abstract class IdxDataSet : FileDataSet
{
    const int Side = 28;

    /// <inheritdoc />
    public override ImageShape Shape { get; } = new(1, Side, Side, 256);

    /// <inheritdoc />
    protected override int PublishedCount(string split) => split == DataSplit.Test ? 10_000 : 60_000;

    /// <inheritdoc />
    protected override IReadOnlyList<string> Wanted(string split) => [FileName(split), FileName(split) + ".gz"];

    /// <inheritdoc />
    protected override IReadOnlyList<string> Find(string folder, string split) =>
        Wanted(split).Select(name => Path.Combine(folder, name)).Where(File.Exists).Take(1).ToList();

    /// <inheritdoc />
    protected override byte[] Read(IReadOnlyList<string> files, string split) =>
        IdxFile.Read(files[0], Side, Side, PublishedCount(split));

    /// <inheritdoc />
    protected override int? Count(IReadOnlyList<string> files, string split) =>
        IdxFile.Count(files[0], Side, Side, PublishedCount(split));

    static string FileName(string split) => split == DataSplit.Test ? "t10k-images-idx3-ubyte" : "train-images-idx3-ubyte";
}
