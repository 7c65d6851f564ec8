using Pixel.Contracts;
using Pixel.Host.Data.Download;
using Pixel.Host.Data.Formats;
using Pixel.Host.Files;

namespace Pixel.Host.Data.Sources;

/// <summary>CIFAR-10 in its binary version: unpacked batches, any part of them, or the archive as it is published.</summary>
sealed class Cifar10Source : FileDataSet
{
    const string Archive = "cifar-10-binary.tar.gz";

    // The folder that the archive unpacks into.
    const string Unpacked = "cifar-10-batches-bin";

    static readonly (string Name, string Version)[] Foreign =
    [
        ("cifar-10-python.tar.gz", "Python"), ("cifar-10-batches-py", "Python"), ("cifar-10-matlab.tar.gz", "Matlab"), ("cifar-10-batches-mat", "Matlab"),
    ];

    static readonly RemoteFile Published = new(
        Archive, 170_052_171, "c32a1d4ab5d03f1284b67883e8d87530", new Uri("https://www.cs.toronto.edu/~kriz/" + Archive));

    /// <inheritdoc />
    public override string Name => "cifar10";

    /// <inheritdoc />
    public override string Summary => "Photographs of ten kinds of things, RGB";

    /// <inheritdoc />
    public override ImageShape Shape { get; } = new(3, 32, 32, 256);

    /// <inheritdoc />
    protected override string Folder => "cifar10";

    /// <inheritdoc />
    protected override ImageClasses Classes { get; } = ImageClasses.Of(
        "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

    /// <inheritdoc />
    protected override int PublishedCount(string split) => split == DataSplit.Test ? 10_000 : 50_000;

    /// <inheritdoc />
    protected override IReadOnlyList<string> Wanted(string split) => [Prefix(split) + "*.bin", Archive];

    /// <inheritdoc />
    protected override IReadOnlyList<string> Find(string folder, string split)
    {
        foreach (var place in new[] { folder, Path.Combine(folder, Unpacked) }.Where(Directory.Exists))
        {
            var batches = Directory.GetFiles(place).Where(file => IsBatch(Path.GetFileName(file), split)).ToArray();
            Array.Sort(batches, StringComparer.Ordinal);
            if (batches.Length > 0)
                return batches;
        }

        var archive = Path.Combine(folder, Archive);
        return File.Exists(archive) ? [archive] : [];
    }

    /// <inheritdoc />
    protected override IEnumerable<string> Strangers(string folder)
    {
        foreach (var (name, version) in Foreign)
        {
            if (Path.Combine(folder, name) is var path && Path.Exists(path))
                yield return $"{path}, which is the version for {version}, and not read: fetch {Published.Addresses[0]}";
        }

        if (Path.Combine(folder, Path.GetFileNameWithoutExtension(Archive)) is var tar && File.Exists(tar))
            yield return $"{tar}, which is unpacked by half: unpack it there";
    }

    /// <inheritdoc />
    protected override RemoteFile Remote(string split) => Published;

    /// <inheritdoc />
    protected override SplitContent Read(IReadOnlyList<string> files, string split)
    {
        var most = PublishedCount(split);
        if (IsArchive(files))
        {
            var (allImages, allLabels) = CifarArchive.Read(files[0], name => IsBatch(name, split), most);
            return new SplitContent(allImages, allLabels);
        }

        var counts = CountEach(files, most);
        var (images, labels) = (new byte[counts.Sum() * CifarBinary.ImageBytes], new byte[counts.Sum()]);
        var first = 0;
        foreach (var (file, count) in files.Zip(counts))
        {
            using var stream = RegularFile.Open(file);
            CifarBinary.Read(file, stream, images.AsSpan(first * CifarBinary.ImageBytes, count * CifarBinary.ImageBytes), labels.AsSpan(first, count));
            first += count;
        }

        return new SplitContent(images, labels);
    }

    /// <inheritdoc />
    protected override byte[] LabelsAlone(IReadOnlyList<string> files, string split, int count, DataSetOptions options, DataEnvironment environment)
    {
        var labels = new byte[count];
        var first = 0;
        foreach (var (file, records) in files.Zip(CountEach(files, PublishedCount(split))))
        {
            CifarBinary.ReadLabels(file, labels.AsSpan(first, records));
            first += records;
        }

        return labels;
    }

    /// <inheritdoc />
    protected override int? Count(IReadOnlyList<string> files, string split) =>
        IsArchive(files) ? null : CountEach(files, PublishedCount(split)).Sum();

    static List<int> CountEach(IReadOnlyList<string> files, int most)
    {
        List<int> counts = [];
        foreach (var file in files)
        {
            var count = CifarBinary.CountRecords(file, new FileInfo(file).Length, most);
            counts.Add(count);
            most -= count;
        }

        return counts;
    }

    static bool IsArchive(IReadOnlyList<string> files) => Path.GetFileName(files[0]) == Archive;

    static bool IsBatch(string name, string split) =>
        name.StartsWith(Prefix(split), StringComparison.Ordinal) && name.EndsWith(".bin", StringComparison.Ordinal);

    static string Prefix(string split) => split == DataSplit.Test ? "test_batch" : "data_batch_";
}
