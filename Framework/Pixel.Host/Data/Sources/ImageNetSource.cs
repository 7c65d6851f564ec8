using Pixel.Contracts;
using Pixel.Host.Data.Stores;
using Pixel.Host.Imaging;

namespace Pixel.Host.Data.Sources;

/// <summary>Downsampled ImageNet: van den Oord's PNG files, on which the paper reports, or the .npz batches of Chrabaszcz and others.</summary>
/// <remarks>
/// The two were downsampled differently, so their likelihoods do not compare; each names itself. ImageNet's validation images are the test split.
/// Images stay in their files: .npz batches that are stored are read in place; deflated ones need 3.9 GB of memory at 32×32, 15.7 GB at 64×64.
/// </remarks>
sealed class ImageNetSource(int side) : IDataSetSource
{
    // A tenth of train would be 128,000 images: too many to score after each epoch, and the paper trains on all of them.
    const int MostValidation = 10_000;

    // They have no names in the batches: a label is a number, 1 below that of the file.
    static readonly ImageClasses Classes = new(1000);

    const string Published = "https://image-net.org/download-images (an account there is needed, so pixelfw cannot download it)";

    /// <inheritdoc />
    public string Name => $"imagenet{side}";

    /// <inheritdoc />
    public string Summary => $"ImageNet at {side}×{side}, RGB: van den Oord's PNG files or the .npz batches of Chrabaszcz et al., which do not compare";

    /// <inheritdoc />
    public ImageShape Shape { get; } = new(3, side, side, 256);

    /// <inheritdoc />
    public ImageClasses ClassesOf(DataSetOptions options) => Classes;

    /// <inheritdoc />
    public IImageSet Open(string split, DataSetOptions options, DataRequest request)
    {
        var stored = split == DataSplit.Test ? DataSplit.Test : DataSplit.Train;
        var (isPng, files) = Locate(stored, options, request.Environment);
        if (isPng && options.Labels)
        {
            throw new LabelsUnavailableException(
                $"The labels of '{Name}' ({split}) are not available: the PNG files of van den Oord et al., in {files[0]}, have none. The .npz batches of Chrabaszcz et al. have: name a folder that holds them alone by data.root.");
        }

        return isPng ? OpenPngs(files[0], split, stored, options) : OpenBatches(Batches(files, stored), split, stored, options);
    }

    StoredImageSet OpenPngs(string folder, string split, string stored, DataSetOptions options)
    {
        var all = ImageFiles.NamesIn(folder);
        var part = DataSplit.Part(split, all.Length, MostValidation);
        string[] names = [.. all.Skip(part.First).Take(Math.Min(part.Count, options.Limit ?? part.Count))];
        // They stay in their files: what is wrong with one must not show in the middle of a training.
        var headers = ImageFileStore.ReadHeaders(folder, names);
        headers.Check(ProblemOf);
        var fullName = FullName(isPng: true, stored, all.Length) + headers.Conversion(0, names.Length, Shape.Channels);
        var (name, shape, count) = SplitBuilder.Describe(fullName, split, Shape, part, options);
        return new StoredImageSet(name, split, shape, new ImageFileStore(folder, names, Shape, ProblemOf), 0, count);

        string? ProblemOf(ImageInfo info) => (info.Width, info.Height) == (Shape.Width, Shape.Height) ? null
            : $"the image has {info.Width}×{info.Height} pixels; this set's have {Shape.Width}×{Shape.Height}.";
    }

    StoredImageSet OpenBatches(List<NpzBatch> batches, string split, string stored, DataSetOptions options)
    {
        var all = new JoinedStore(batches);
        var part = DataSplit.Part(split, all.Count, MostValidation);
        var (name, shape, count) = SplitBuilder.Describe(FullName(isPng: false, stored, all.Count), split, Shape, part, options);
        foreach (var (batch, _) in Overlapping(batches, part.First, count)) batch.Load();
        return new StoredImageSet(name, split, shape, all, part.First, count)
        {
            Labels = options.Labels ? ReadLabels(batches, part.First, count) : null,
        };
    }

    /// <inheritdoc />
    public DataSetListing Describe(DataSetOptions options, DataEnvironment environment)
    {
        var counts = new Dictionary<string, int>();
        var ofClasses = new Dictionary<string, IReadOnlyList<int>>();
        string? location = null, problem = null;
        foreach (var split in DataSplit.All)
        {
            var stored = split == DataSplit.Test ? DataSplit.Test : DataSplit.Train;
            if (Find(stored, options, environment) is not { } found) continue;
            location ??= Path.GetDirectoryName(found.Files[0]);
            try
            {
                if (found.IsPng) continue;
                var batches = Batches(found.Files, stored);
                var part = DataSplit.Part(split, batches.Sum(batch => batch.Count), MostValidation);
                counts[split] = part.Count;
                ofClasses[split] = ReadLabels(batches, part.First, part.Count).Counts;
            }
            catch (DataFormatException e)
            {
                problem ??= e.Message;
            }
        }

        return new DataSetListing(Name, Summary, Shape, location, counts, problem) { Classes = ofClasses.Count > 0 ? Classes : null, ClassCounts = ofClasses };
    }

    (bool IsPng, IReadOnlyList<string> Files) Locate(string stored, DataSetOptions options, DataEnvironment environment)
    {
        if (Find(stored, options, environment) is { } found) return found;
        var folders = DataFolders.For(Name, Name, options, environment);
        throw DataUnavailableException.Of(
            Name, stored,
            stored == DataSplit.Test
                ? [$"Imagenet{side}_val_npz/val_data.npz (not the pickled val_data)", $"valid_{side}x{side}/*.png"]
                : [$"train_data_batch_1.npz to train_data_batch_10.npz in Imagenet{side}_train{(side == 64 ? "_part1_npz and …_part2" : "")}_npz (not the pickled ones)", $"train_{side}x{side}/*.png"],
            DataFolders.Show(folders, options), folders.Where(Directory.Exists).SelectMany(folder => new ImageNetFiles(folder, side).Strangers()), [],
            options.Root ?? Path.Combine(environment.CacheRoot, Name), Published);
    }

    (bool IsPng, IReadOnlyList<string> Files)? Find(string stored, DataSetOptions options, DataEnvironment environment)
    {
        foreach (var folder in DataFolders.For(Name, Name, options, environment).Where(Directory.Exists))
        {
            var files = new ImageNetFiles(folder, side);
            if (files.Of(stored) is { Count: > 0 } found) return (files.IsPng, found);
        }

        return null;
    }

    List<NpzBatch> Batches(IReadOnlyList<string> files, string stored)
    {
        List<NpzBatch> batches = [];
        var most = PublishedCount(isPng: false, stored);
        foreach (var file in files)
        {
            batches.Add(new NpzBatch(file, Shape.Dimensions, most));
            most -= batches[^1].Count;
        }

        return batches;
    }

    /// <summary>The batches that some images are from, each with the place of its own first image.</summary>
    static IEnumerable<(NpzBatch Batch, int Start)> Overlapping(IEnumerable<NpzBatch> batches, int first, int count)
    {
        var start = 0;
        foreach (var batch in batches)
        {
            if (start < first + count && start + batch.Count > first) yield return (batch, start);
            start += batch.Count;
        }
    }

    static ImageLabels ReadLabels(IEnumerable<NpzBatch> batches, int first, int count)
    {
        (NpzBatch Batch, int Start)[] wanted = [.. Overlapping(batches, first, count)];
        int[] all = [.. wanted.SelectMany(one => one.Batch.ReadLabels(Classes.Count))];
        return new ImageLabels(Classes, all).Slice(first - wanted[0].Start, count);
    }

    string FullName(bool isPng, string stored, int count)
    {
        var (name, published) = ($"{Name} ({(isPng ? "van den Oord et al." : "Chrabaszcz et al.")})", PublishedCount(isPng, stored));
        return count == published ? name : $"{name} ({count} of {published} {stored} images)";
    }

    static int PublishedCount(bool isPng, string stored) => (isPng, stored == DataSplit.Test) switch
    {
        (true, true) => 49_999,
        (true, false) => 1_281_149,
        (false, true) => 50_000,
        (false, false) => 1_281_167,
    };
}

/// <summary>The files of a downsampled ImageNet in one folder. A folder with both kinds counts as one of PNG files: splits of different kinds must not mix.</summary>
/// <param name="folder">The folder.</param>
/// <param name="side">32 or 64.</param>
sealed class ImageNetFiles(string folder, int side)
{
    /// <summary>Whether this is van den Oord's set of PNG files, the paper's.</summary>
    public bool IsPng => PngFolder("train") is not null || PngFolder("valid") is not null;

    /// <summary>What a split is in: one folder of PNG files, or the .npz files of Chrabaszcz and others; empty if it is not here.</summary>
    public IReadOnlyList<string> Of(string stored) => stored == DataSplit.Test
        ? IsPng ? One(PngFolder("valid")) : Npz("val_data.npz", ["", $"Imagenet{side}_val_npz"])
        : IsPng ? One(PngFolder("train")) : Npz("train_data_batch_*.npz", ["", $"Imagenet{side}_train_npz", $"Imagenet{side}_train_part1_npz", $"Imagenet{side}_train_part2_npz"]);

    /// <summary>What is of the set but not as it is read, with the remedy.</summary>
    public IEnumerable<string> Strangers()
    {
        string[] archives = [$"train_{side}x{side}", $"valid_{side}x{side}", $"Imagenet{side}_train", $"Imagenet{side}_val"];
        foreach (var path in Directory.EnumerateFileSystemEntries(folder).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(path);
            if (archives.Any(archive => name.StartsWith(archive, StringComparison.Ordinal)) && Path.GetExtension(name) is ".zip" or ".tar" or ".gz" or ".tgz")
                yield return $"{path}, which is packed: unpack it there";
            else if (File.Exists(path) && (name == "val_data" || (name.StartsWith("train_data_batch_", StringComparison.Ordinal) && !Path.HasExtension(name))))
                yield return $"{path}, which is pickled by Python, and not read: fetch the batches in .npz";
        }
    }

    // The archives unpack into a folder of their own name, which some people put into one of the same name.
    string? PngFolder(string part)
    {
        var name = $"{part}_{side}x{side}";
        return new[] { Path.Combine(folder, name), Path.Combine(folder, name, name) }
            .FirstOrDefault(place => Directory.Exists(place) && Directory.EnumerateFiles(place, "*.png").Any(ImageFiles.IsOne));
    }

    IReadOnlyList<string> Npz(string pattern, string[] places) =>
    [
        .. places.Select(place => Path.Combine(folder, place)).Where(Directory.Exists).SelectMany(place => Directory.GetFiles(place, pattern))
            .OrderBy(file => Path.GetFileName(file).Length).ThenBy(Path.GetFileName, StringComparer.Ordinal), // batch 10 after batch 9
    ];

    static IReadOnlyList<string> One(string? place) => place is null ? [] : [place];
}
