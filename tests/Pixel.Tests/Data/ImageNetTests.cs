using Pixel.Contracts;
using Pixel.Host.Data;
using Pixel.Host.Data.Sources;
using Pixel.Tests.Imaging;
using Pixel.Tests.Support;

namespace Pixel.Tests.Data;

public sealed class ImageNetTests : IDisposable
{
    const int Samples = 3 * 32 * 32;

    readonly TempFolder _folder = new();

    [Theory]
    [InlineData("stored.npz")]
    [InlineData("deflated.npz")]
    public void Batches_as_NumPy_writes_them_are_read(string name)
    {
        _folder.Write("Imagenet32_val_npz/val_data.npz", File.ReadAllBytes(Repository.At("tests", "fixtures", "npz", name)));
        var set = Open("test");
        (set.Name, set.Count, set.Shape).ShouldBe(("imagenet32 (Chrabaszcz et al.) (3 of 50000 test images)", 3, new ImageShape(3, 32, 32, 256)));
        foreach (var n in new[] { 2, 0, 1 })
            DataFiles.Image(set, n).ShouldBe(Enumerable.Range(0, Samples).Select(i => (byte)(50 * n + i * 7)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Batches_are_joined_in_the_order_of_their_numbers_and_validation_is_their_end(bool isDeflated)
    {
        WriteBatch("Imagenet32_train_npz/train_data_batch_10.npz", 12, first: 20, isDeflated);
        WriteBatch("Imagenet32_train_npz/train_data_batch_2.npz", 5, first: 10, isDeflated);
        WriteBatch("Imagenet32_train_npz/train_data_batch_1.npz", 7, first: 1, isDeflated);
        Values(Open("train")).ShouldBe([1, 2, 3, 4, 5, 6, 7, 10, 11, 12, 13, 14, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29]);
        Values(Open("validation")).ShouldBe([30, 31]);
        Open("train").Name.ShouldBe("imagenet32 (Chrabaszcz et al.) (24 of 1281167 train images)");
    }

    [SkippableFact]
    public void A_batch_that_is_read_in_place_is_not_kept_open()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "the test lists the open files of its process");
        WriteBatch("Imagenet32_val_npz/val_data.npz", 3, first: 1);
        Values(Open("test")).ShouldBe([1, 2, 3]);
        Directory.GetFiles("/proc/self/fd").Select(handle => new FileInfo(handle).LinkTarget ?? "").ShouldNotContain(file => file.StartsWith(_folder.Path));
    }

    [Fact]
    public void The_parts_of_the_64_pixel_set_are_found()
    {
        foreach (var (part, first) in new[] { (1, 10), (2, 60) })
            _folder.Write($"Imagenet64_train_part{part}_npz/train_data_batch_{part * 5}.npz", Batch(2, first, samples: 4 * Samples));
        var set = DataSetCatalog.Open("imagenet64", "train", new DataSetOptions { Root = _folder.Path });
        set.Shape.ShouldBe(new ImageShape(3, 64, 64, 256));
        Values(set).ShouldBe([10, 11, 60]);
    }

    [Fact]
    public void A_limit_reads_only_the_batches_that_it_needs_and_levels_are_quantised()
    {
        WriteBatch("train_data_batch_1.npz", 20, first: 120);
        var deflated = Batch(20, first: 200, isDeflated: true);
        deflated[deflated.AsSpan().LastIndexOf("data.npy"u8) - 30] ^= 1; // its checksum in the zip directory
        _folder.Write("train_data_batch_2.npz", deflated);
        var options = new DataSetOptions { Root = _folder.Path, Limit = 9, Levels = 2 };
        var set = DataSetCatalog.Open("imagenet32", "train", options);
        set.Name.ShouldBe("imagenet32 (Chrabaszcz et al.) (40 of 1281167 train images), 2 levels (threshold 128), first 9 images");
        Values(set).ShouldBe([0, 0, 0, 0, 0, 0, 0, 0, 1]);
        Should.Throw<DataFormatException>(() => Open("train")).Message.ShouldEndWith("data.npy: its checksum does not hold; fetch the file again.");
    }

    [Fact]
    public void The_papers_PNG_files_are_read_and_never_mixed_with_batches()
    {
        foreach (var i in Enumerable.Range(1, 12)) _folder.Write($"train_32x32/{i:D7}.png", Png(32, (byte)i));
        WriteBatch("val_data.npz", 2, first: 0);
        Open("train").Name.ShouldBe("imagenet32 (van den Oord et al.) (12 of 1281149 train images)");
        Values(Open("train")).ShouldBe([.. Enumerable.Range(1, 11).Select(i => (byte)i)]);
        Values(Open("validation")).ShouldBe([12]);
        Should.Throw<DataUnavailableException>(() => Open("test"));
        _folder.Write("valid_32x32/valid_32x32/1.png", Png(32, 77));
        Values(Open("test")).ShouldBe([77]);
    }

    [Fact]
    public void A_PNG_file_of_another_size_or_no_PNG_is_refused_with_its_name()
    {
        var path = _folder.Write("valid_32x32/1.png", Png(31, 1));
        Should.Throw<DataFormatException>(() => Open("test")).Message.ShouldBe($"{path}, header: the image has 31×31 pixels; this set's have 32×32.");
        _folder.Write("valid_32x32/1.png", [1, 2, 3]);
        Should.Throw<DataFormatException>(() => Open("test")).Message.ShouldStartWith($"{path}, header: this is no PNG, JPEG, WebP, BMP or GIF file.");
    }

    [Fact]
    public void The_size_of_a_PNG_file_is_told_by_its_header_before_anything_is_decoded()
    {
        var path = _folder.Write("valid_32x32/1.png", PngFile.Of(PngFile.Header(16384, 16384, 8, 2), ("IDAT", []), ("IEND", [])));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Should.Throw<DataFormatException>(() => Open("test")).Message.ShouldBe($"{path}, header: the image has 16384×16384 pixels; this set's have 32×32.");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1_000_000);
    }

    [Fact]
    public void Hidden_files_are_no_PNG_files()
    {
        _folder.Write("train_32x32/._1.png", [0, 5, 22, 7]);
        Should.Throw<DataUnavailableException>(() => Open("train"));
        _folder.Write("valid_32x32/._1.png", [0, 5, 22, 7]);
        _folder.Write("valid_32x32/1.png", Png(32, 77));
        Values(Open("test")).ShouldBe([77]);
    }

    [Fact]
    public void A_missing_set_tells_where_to_get_it_and_where_to_put_it()
    {
        var problem = Should.Throw<DataUnavailableException>(() => DataSetCatalog.Open("imagenet64", "train", environment: DataFiles.Bare(_folder)));
        problem.Message.ShouldBe($"""
            The data set 'imagenet64' (train) is not available: it needs train_data_batch_1.npz to train_data_batch_10.npz in Imagenet64_train_part1_npz and …_part2_npz (not the pickled ones) or train_64x64/*.png.
              looked in    {_folder["system/imagenet64"]}
              looked in    {_folder["cache/imagenet64"]}
              published at https://image-net.org/download-images (an account there is needed, so pixelfw cannot download it)
            What you can do:
              - put the files into {_folder["cache/imagenet64"]}
              - or name the folder that has them: --set data.root=FOLDER, or the environment variable PIXELFW_DATA
              - or run on the small sample instead, and be told so: --set data.ifUnavailable=sample
            """);
    }

    [Theory]
    [InlineData("train_data_batch_1", "is pickled by Python, and not read: fetch the batches in .npz")]
    [InlineData("Imagenet32_train_npz.zip", "is packed: unpack it there")]
    [InlineData("valid_32x32.tar", "is packed: unpack it there")]
    public void What_is_not_as_it_is_read_is_named_with_the_remedy(string name, string problem)
    {
        var path = _folder.Write(name, [1]);
        Should.Throw<DataUnavailableException>(() => Open("train")).Message.Split(Environment.NewLine).ShouldContain($"  found        {path}, which {problem}");
    }

    [Fact]
    public void All_PNG_files_of_a_split_are_looked_at_when_it_is_opened_and_what_breaks_later_is_named()
    {
        for (var i = 0; i < 40; i++) _folder.Write($"train_32x32/{i:00}.png", i == 39 ? [1, 2, 3] : i % 9 == 8 ? Png(31, 1) : Png(32, 1));
        Should.Throw<DataFormatException>(() => Open("train")).Message.ReplaceLineEndings("\n").ShouldBe($"""
            4 of 36 images in {_folder["train_32x32"]} cannot be used:
            {string.Join("\n", new[] { 8, 17, 26, 35 }.Select(i => $"  {_folder[$"train_32x32/{i:00}.png"]}, header: the image has 31×31 pixels; this set's have 32×32."))}
            """);
        Should.Throw<DataFormatException>(() => Open("validation")).File.ShouldBe(_folder["train_32x32/39.png"]);
        var set = DataSetCatalog.Open("imagenet32", "train", new DataSetOptions { Root = _folder.Path, Limit = 8 });
        _folder.Write("train_32x32/01.png", Png(32, 1)[..60]);
        _folder.Write("train_32x32/02.png", Png(31, 1));
        File.Delete(_folder["train_32x32/03.png"]);
        for (var i = 1; i <= 3; i++)
            Should.Throw<DataFormatException>(() => DataFiles.Image(set, i)).File.ShouldBe(_folder[$"train_32x32/{i:00}.png"]);
        DataFiles.Image(set, 4)[0].ShouldBe((byte)1);
    }

    [Fact]
    public void Gray_PNG_files_become_RGB_and_the_name_tells()
    {
        for (var i = 0; i < 4; i++) _folder.Write($"valid_32x32/{i}.png", i == 0 ? DataFiles.Png(32, 32, new byte[1024]) : Png(32, 1));
        Open("test").Name.ShouldBe("imagenet32 (van den Oord et al.) (4 of 49999 test images), 1 of 4 images converted from gray to RGB");
    }

    [Fact]
    public void The_sample_stands_in_at_the_sets_size()
    {
        var options = new DataSetOptions { IfUnavailable = IfUnavailable.Sample };
        var set = DataSetCatalog.Open("imagenet64", "test", options, environment: DataFiles.Bare(_folder));
        (set.Name, set.Shape, set.IsStandIn).ShouldBe(("sample (standing in for imagenet64)", new ImageShape(3, 64, 64, 256), true));
    }

    [Fact]
    public void The_list_counts_batches_without_reading_them()
    {
        WriteBatch("imagenet32/Imagenet32_train_npz/train_data_batch_1.npz", 20, first: 0);
        var listing = DataSetCatalog.Describe(new DataSetOptions { Root = _folder.Path }).Single(set => set.Name == "imagenet32");
        listing.Location.ShouldBe(_folder["imagenet32/Imagenet32_train_npz"]);
        listing.Counts.ShouldBe(new Dictionary<string, int> { ["train"] = 18, ["validation"] = 2 }, ignoreOrder: true);
        _folder.Write("imagenet32/Imagenet32_train_npz/train_data_batch_1.npz", [1]);
        DataSetCatalog.Describe(new DataSetOptions { Root = _folder.Path }).Single(set => set.Name == "imagenet32").Problem.ShouldNotBeNull();
    }

    [Fact]
    public void Malformed_batches_are_refused_with_the_place()
    {
        Problem(DataFiles.Npz("x", [1])).ShouldContain("the zip directory ends here without a member 'data.npy'");
        Problem([1, 2, 3]).ShouldBe("byte 3: the file does not end as a zip file does; .npz files are zip files. Fetch it again.");
        Array("<f4", [2, Samples]).ShouldStartWith("data.npy, byte 0: its header is {'descr': '<f4', 'fortran_order': False, 'shape': (2, 3072), }; a batch is an array of bytes");
        Array("|u1", [2, Samples], order: "True").ShouldContain("not in Fortran order");
        Array("|u1", [2, 3, 1024]).ShouldContain("images × 3072");
        Array("|u1", [2, 3071]).ShouldBe("data.npy, byte 0: its images have 3071 samples; this set's have 3072.");
        Array("|u1", [50_001, Samples]).ShouldBe("data.npy, byte 0: it has 50001 images; 1 to 50000 are allowed here.");
        Array("|u1", [3, Samples]).ShouldContain("3 images of 3072 samples after a header of");
        Array("|u1", [2, Samples], version: 9).ShouldContain("version 9");
        Problem(DataFiles.Npz("data", [0x93])).ShouldBe("data.npy, byte 0: the array does not begin as .npy arrays do.");

        string Array(string type, int[] shape, byte version = 1, string order = "False") =>
            Problem(DataFiles.Npz("data", DataFiles.Npy(type, shape, new byte[2 * Samples], version, order)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_file_that_ends_early_is_refused_wherever_it_ends(bool isDeflated)
    {
        var file = Batch(2, 0, isDeflated: isDeflated);
        for (var length = 0; length < file.Length; length += isDeflated ? 1 : 37) Problem(file[..length]);
    }

    static byte[] Batch(int count, int first, bool isDeflated = false, int samples = Samples)
    {
        byte[] data = [.. Enumerable.Range(0, count).SelectMany(i => Enumerable.Repeat((byte)(first + i), samples))];
        return DataFiles.Npz("data", DataFiles.Npy("|u1", [count, samples], data), isDeflated);
    }

    static byte[] Png(int side, byte value) => DataFiles.Png(side, side, [.. Enumerable.Repeat(value, side * side * 3)]);

    static byte[] Values(IImageSet set) => [.. Enumerable.Range(0, set.Count).Select(i => DataFiles.Image(set, i).Distinct().Single())];

    void WriteBatch(string name, int count, int first, bool isDeflated = false) => _folder.Write(name, Batch(count, first, isDeflated));

    IImageSet Open(string split) => DataSetCatalog.Open("imagenet32", split, new DataSetOptions { Root = _folder.Path });

    string Problem(byte[] file)
    {
        var path = _folder.Write("val_data.npz", file);
        return Should.Throw<DataFormatException>(() => Open("test")).Message[(path.Length + 2)..];
    }

    public void Dispose() => _folder.Dispose();
}
