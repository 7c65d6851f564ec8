using System.Diagnostics;
using Pixel.Host.Data;
using Pixel.Host.Data.Sources;
using Pixel.Tests.Support;

namespace Pixel.Tests.Data;

/// <summary>Which images of a folder are taken, and for which split.</summary>
public sealed class FolderSplitTests : IDisposable
{
    readonly TempFolder _folder = new();

    [Fact]
    public void Files_without_subfolders_are_divided_by_their_names()
    {
        for (var i = 0; i < 25; i++)
            _folder.Write($"image{i:00}.png", DataFiles.Png(2, 1, (byte)i, (byte)i));
        _folder.Write("notes.txt", [1]);
        Values("train").ShouldBe(Enumerable.Range(0, 21).Select(i => (byte)i));
        Values("validation").ShouldBe(new byte[] { 21, 22 });
        Values("test").ShouldBe(new byte[] { 23, 24 });
        Open("train").Name.ShouldBe($"folder {Path.GetFileName(_folder.Path)}");
        Open("test").Notes.ShouldBe([$"not taken from {_folder.Path}: 1 with another ending (notes.txt)"]);
    }

    [Fact]
    public void Three_files_are_enough()
    {
        foreach (var name in new[] { "a.png", "b.PNG", "c.png" })
            _folder.Write(name, DataFiles.Png(1, 1, (byte)name[0]));
        Values("train").ShouldBe("a"u8.ToArray());
        Values("validation").ShouldBe("b"u8.ToArray());
        Values("test").ShouldBe("c"u8.ToArray());
        Open("train").Notes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("train", "validation", "test")]
    [InlineData("train", "valid", "test")]
    [InlineData("train", "val", "test")]
    [InlineData("training", "dev", "testing")]
    [InlineData("Train", "VAL", "Test")]
    public void Subfolders_are_taken_as_splits(string train, string validation, string test)
    {
        Write($"{train}/a.png", 1);
        Write($"{validation}/a.png", 2);
        Write($"{test}/a.png", 3);
        Write("ignored.png", 4);
        Write("extra/b.png", 5);
        (Values("train")[0], Values("validation")[0], Values("test")[0]).ShouldBe(((byte)1, (byte)2, (byte)3));
        Open("test").Notes.ShouldBe([$"not taken from {_folder.Path}: 2 beside the folders of the splits (ignored.png, extra/)"]);
    }

    [Fact]
    public void Of_two_folders_for_validation_one_is_taken_and_the_other_told()
    {
        foreach (var (name, value) in new[] { ("train", 1), ("val", 2), ("valid", 3), ("test", 4) }) Write($"{name}/a.png", (byte)value);
        Directory.CreateDirectory(_folder["validation"]);
        Values("validation").ShouldBe(new byte[] { 3 });
        Open("train").Notes.ShouldBe([$"not taken from {_folder.Path}: 2 beside the folders of the splits (val/, validation/)"]);
    }

    [Fact]
    public void Without_a_subfolder_for_validation_it_is_the_last_tenth_of_train()
    {
        for (var i = 0; i < 4; i++) Write($"train/{i}.png", (byte)i);
        Values("train").ShouldBe(new byte[] { 0, 1, 2 });
        Values("validation").ShouldBe(new byte[] { 3 });
        Should.Throw<DataUnavailableException>(() => Open("test")).Message.ShouldContain("'folder' (test)");
    }

    [Fact]
    public void Classes_inside_the_splits_are_looked_into_and_each_gives_its_part_to_validation()
    {
        for (var i = 0; i < 30; i++) Write($"train/{"cat dog fish".Split(' ')[i / 10]}/{i:00}.png", (byte)i);
        Write("test/cat/deeper/a.png", 99);
        Values("validation").ShouldBe(new byte[] { 9, 19, 29 });
        Values("train").ShouldBe(Enumerable.Range(0, 30).Where(i => i % 10 != 9).Select(i => (byte)i));
        Values("test").ShouldBe(new byte[] { 99 });
        Open("test").Notes.ShouldBe(["30 images from 3 folders (train/cat, train/dog, train/fish): every tenth is validation"]);
    }

    [Fact]
    public void Classes_without_splits_are_divided_so_that_each_gives_its_part()
    {
        for (var i = 0; i < 40; i++) Write($"{"bird cat dog fish".Split(' ')[i / 10]}/{i:00}.png", (byte)i);
        Values("test").ShouldBe(new byte[] { 9, 19, 29, 39 });
        Values("validation").ShouldBe(new byte[] { 8, 18, 28, 38 });
        Values("train").ShouldBe(Enumerable.Range(0, 40).Where(i => i % 10 < 8).Select(i => (byte)i));
        Open("test").Notes.ShouldBe(["40 images from 4 folders (bird, cat, dog, …): every tenth is test, the one before it validation"]);
    }

    [Fact]
    public void A_few_images_in_subfolders_are_enough()
    {
        foreach (var (name, value) in new[] { ("a/1.png", 1), ("b/2.png", 2), ("3.png", 3) }) Write(name, (byte)value);
        (Values("train").Single(), Values("validation").Single(), Values("test").Single()).ShouldBe(((byte)3, (byte)1, (byte)2));
    }

    [Fact]
    public void The_folder_of_an_archive_inside_the_folder_is_entered()
    {
        foreach (var (name, value) in new[] { ("train", 1), ("val", 2), ("test", 3) }) Write($"outer/inner/{name}/cat/a.png", (byte)value);
        Write("__MACOSX/outer/._a.png", 0);
        _folder.Write("readme.md", [1]);
        (Values("train").Single(), Values("validation").Single(), Values("test").Single()).ShouldBe(((byte)1, (byte)2, (byte)3));
    }

    [Fact]
    public void Splits_that_lie_deeper_are_told()
    {
        foreach (var name in new[] { "bottle/train/1", "bottle/test/2", "cable/train/3" }) Write($"{name}.png", 1);
        Open("train").Notes.ShouldBe(["bottle/test has the name of a split, but is taken as any other folder: splits are told by the folders in data.root itself"]);
    }

    [Fact]
    public void What_is_hidden_counts_for_nothing_and_is_told()
    {
        // A Mac leaves one beside each file on foreign disks; it has the name of an image, and is none.
        _folder.Write("cat/._a.png", [0, 5, 22, 7]);
        Write(".cache/a.png", 9);
        Write("__MACOSX/a.png", 9);
        for (var i = 0; i < 3; i++) Write($"cat/{i}.png", 7);
        foreach (var split in DataSplit.All) Values(split).ShouldBe(new byte[] { 7 });
        Open("train").Notes.ShouldBe([$"not taken from {_folder["cat"]}: 1 hidden (._a.png)"]);
    }

    [Fact]
    public void Links_are_followed_but_no_folder_is_taken_twice()
    {
        for (var i = 0; i < 3; i++) Write($"elsewhere/{i}.png", (byte)i);
        Directory.CreateDirectory(_folder["root/a"]);
        Directory.CreateSymbolicLink(_folder["root/a/back"], _folder["root"]);
        Directory.CreateSymbolicLink(_folder["root/linked"], _folder["elsewhere"]);
        Directory.CreateSymbolicLink(_folder["root/twice"], _folder["elsewhere"]);
        var set = DataSetCatalog.Open("folder", "train", new DataSetOptions { Root = _folder["root"] });
        DataFiles.Image(set, 0).ShouldBe(new byte[] { 0 });
        set.Notes.ShouldBe([$"not taken from {_folder["root"]}: 2 as links to folders that are taken already (a/back, twice)"]);
    }

    [Fact]
    public void Names_that_are_not_UTF8_are_passed_over_and_told()
    {
        if (OperatingSystem.IsWindows() || OperatingSystem.IsMacOS()) return; // their names are Unicode
        for (var i = 0; i < 3; i++) Write($"{i}.png", (byte)i);
        var script = "printf x > \"$(printf 'caf\\351.png')\"; mkdir \"$(printf '\\377')\"";
        using (var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", script]) { WorkingDirectory = _folder.Path })!) shell.WaitForExit();
        Values("train").ShouldBe(new byte[] { 0 });
        Open("train").Notes.ShouldBe([$"not taken from {_folder.Path}: 2 with names that are not UTF-8, to be renamed (caf\uFFFD.png, \uFFFD)"]);
        using (var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "rm -r ./*.png \"$(printf '\\377')\""]) { WorkingDirectory = _folder.Path })!) shell.WaitForExit();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Too_few_images_are_a_clear_error(int count)
    {
        for (var i = 0; i < count; i++) Write($"{i}.png", 0);
        Should.Throw<DataUnavailableException>(() => Open("train")).Message.ShouldStartWith(
            "The data set 'folder' (train) is not available: it needs at least 3 image files (*.png, *.jpg, *.jpeg, *.webp, *.bmp, *.gif) or subfolders train and test with such files.");
    }

    [Fact]
    public void The_error_tells_what_lies_there_instead()
    {
        foreach (var name in new[] { "a.tif", "b.tif", "c.heic", "d.zip", "e.pdf" }) _folder.Write(name, [1]);
        Directory.CreateDirectory(_folder["x/y"]);
        Directory.CreateDirectory(_folder["z"]);
        Directory.CreateDirectory(_folder["zz"]);
        Lines(_folder.Path, "train").ShouldBe([
            $"  looked in    {_folder.Path}, which holds a.tif, b.tif, c.heic, d.zip, e.pdf, x/ and 2 more",
            $"  found        not taken from {_folder.Path}: 5 with another ending (a.tif, b.tif, c.heic, …)",
        ]);
        Lines(_folder["z"], "train").ShouldBe([$"  looked in    {_folder["z"]}, which is empty"]);
        Lines(_folder["none"], "train").ShouldBe([$"  looked in    {_folder["none"]}, which does not exist"]);
        Lines(_folder["a.tif"], "train").ShouldBe([$"  looked in    {_folder["a.tif"]}, which is a file; a folder is wanted"]);
        Write("w/train/1.png", 1);
        Write("w/val/1.png", 1);
        Lines(_folder["w"], "test").ShouldBe([
            $"  looked in    {_folder["w"]}, which holds train/, val/",
            "  found        images for train (1) and validation (1), but none for test: put some into a subfolder test",
        ]);
    }

    static string[] Lines(string root, string split) =>
        [.. Should.Throw<DataUnavailableException>(() => DataSetCatalog.Open("folder", split, new DataSetOptions { Root = root }))
            .Message.Split(Environment.NewLine).Skip(1).TakeWhile(line => line.StartsWith("  ", StringComparison.Ordinal))];

    void Write(string name, byte value) => _folder.Write(name, DataFiles.Png(1, 1, value));

    IImageSet Open(string split) => DataSetCatalog.Open("folder", split, new DataSetOptions { Root = _folder.Path });

    byte[] Values(string split)
    {
        var set = Open(split);
        return [.. Enumerable.Range(0, set.Count).Select(i => DataFiles.Image(set, i)[0])];
    }

    public void Dispose() => _folder.Dispose();
}
