using Pixel.Contracts;
using Pixel.Host.Data;
using Pixel.Host.Data.Sources;
using Pixel.Tests.Imaging;
using Pixel.Tests.Support;

namespace Pixel.Tests.Data;

public sealed class FolderTests : IDisposable
{
    // Of the fixtures' formula at (1, 0).
    static readonly byte Level = (byte)Fixtures.Sample(1, 0, 0, 8);

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
    }

    [Fact]
    public void Three_files_are_enough()
    {
        foreach (var name in new[] { "a.png", "b.PNG", "c.png" })
            _folder.Write(name, DataFiles.Png(1, 1, (byte)name[0]));
        Values("train").ShouldBe("a"u8.ToArray());
        Values("validation").ShouldBe("b"u8.ToArray());
        Values("test").ShouldBe("c"u8.ToArray());
    }

    [Theory]
    [InlineData("validation")]
    [InlineData("valid")]
    public void Subfolders_are_taken_as_splits(string validation)
    {
        _folder.Write("train/a.png", DataFiles.Png(1, 1, 1));
        _folder.Write($"{validation}/a.png", DataFiles.Png(1, 1, 2));
        _folder.Write("test/a.png", DataFiles.Png(1, 1, 3));
        _folder.Write("ignored.png", DataFiles.Png(1, 1, 4));
        (Values("train")[0], Values("validation")[0], Values("test")[0]).ShouldBe(((byte)1, (byte)2, (byte)3));
    }

    [Fact]
    public void Without_a_subfolder_for_validation_it_is_the_last_tenth_of_train()
    {
        for (var i = 0; i < 4; i++)
            _folder.Write($"train/{i}.png", DataFiles.Png(1, 1, (byte)i));
        Values("train").ShouldBe(new byte[] { 0, 1, 2 });
        Values("validation").ShouldBe(new byte[] { 3 });
        Should.Throw<DataUnavailableException>(() => Open("test")).Message.ShouldContain("'folder' (test)");
    }

    [Fact]
    public void The_first_image_decides_the_shape_and_all_must_agree()
    {
        _folder.Write("train/a.png", DataFiles.Png(2, 1, 1, 2, 3, 4, 5, 6));
        _folder.Write("train/b.png", DataFiles.Png(2, 1, 7, 7));
        _folder.Write("train/c.png", DataFiles.Png(1, 2, 7, 7));
        _folder.Write("test/a.png", DataFiles.Png(2, 1, 9, 8));
        Open("test").Shape.ShouldBe(new ImageShape(3, 1, 2, 256));
        DataFiles.Image(Open("test"), 0).ShouldBe(new byte[] { 9, 8, 9, 8, 9, 8 });
        Should.Throw<DataFormatException>(() => Open("validation")).Message.ShouldBe(
            _folder["train/c.png"] + ", header: the image is 2×1, the first one 1×2; give data.height and data.width to crop and resize them all.");
    }

    [Fact]
    public void Height_width_and_channels_crop_resize_and_convert()
    {
        _folder.Write("test/a.png", DataFiles.Png(4, 2, [.. Enumerable.Repeat(new byte[] { 255, 0, 0 }, 8).SelectMany(p => p)]));
        var set = DataSetCatalog.Open("folder", "test", new DataSetOptions { Root = _folder.Path, Height = 1, Width = 1, Channels = 1 });
        set.Shape.ShouldBe(new ImageShape(1, 1, 1, 256));
        set.Name.ShouldEndWith(", cropped and resized to 1×1");
        DataFiles.Image(set, 0).ShouldBe(new byte[] { 76 });
    }

    [Fact]
    public void A_corrupt_image_is_named_with_the_place()
    {
        var png = DataFiles.Png(1, 1, 1);
        _folder.Write("test/a.png", png);
        _folder.Write("test/b.png", png[..45]);
        Should.Throw<DataFormatException>(() => Open("test")).Message.ShouldBe(
            _folder["test/b.png"] + ", image data: they end before the image does: the file is truncated. Fetch or save it again.");
    }

    [Fact]
    public void Every_format_is_read_in_the_order_of_names_and_the_content_tells_the_format()
    {
        foreach (var (name, fixture) in new[]
        {
            ("a.BMP", "rgb.bmp"), ("b.webp", "rgb.webp"), ("c.GIF", "palette.gif"), ("d.jpg", "rgb8-13x11.png"), ("e.Png", "profile.png"), ("f.jpeg", "rgba.webp"),
        })
        {
            _folder.Write($"test/{name}", Fixtures.Read(fixture));
        }

        // The pixel (1, 0).
        Enumerable.Range(0, 6).Select(i => DataFiles.Image(Open("test"), i)[1]).ShouldBe(
            [Level, Level, Fixtures.Colour(Level >> 4, 0), Level, Level, Fixtures.OverWhite(Level, Fixtures.Sample(1, 0, 3, 8))]);
    }

    [Fact]
    public void A_JPEG_is_cropped_and_resized()
    {
        _folder.Write("test/photo.JPG", Fixtures.Read("blocks.jpg"));
        var set = DataSetCatalog.Open("folder", "test", new DataSetOptions { Root = _folder.Path, Height = 2, Width = 2 });
        set.Shape.ShouldBe(new ImageShape(1, 2, 2, 256));
        DataFiles.Image(set, 0).ShouldBe(new byte[] { 20, 60, 140, 180 });
    }

    [Fact]
    public void Hidden_files_are_no_images()
    {
        // A Mac leaves one beside each file on foreign disks; it has the name of an image, and is none.
        _folder.Write("test/._a.png", [0, 5, 22, 7]);
        _folder.Write("test/.trash.png", DataFiles.Png(1, 1, 9));
        _folder.Write("test/a.png", DataFiles.Png(1, 1, 7));
        Values("test").ShouldBe(new byte[] { 7 });
    }

    [Fact]
    public void A_wrong_size_is_told_by_the_header_before_anything_is_decoded()
    {
        _folder.Write("test/a.png", DataFiles.Png(1, 1, 1, 2, 3));
        _folder.Write("test/b.png", PngFile.Of(PngFile.Header(16384, 16384, 8, 2), ("IDAT", []), ("IEND", [])));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Should.Throw<DataFormatException>(() => Open("test")).Message.ShouldStartWith(_folder["test/b.png"] + ", header: the image is 16384×16384, the first one 1×1;");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1_000_000);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Too_few_images_are_a_clear_error(int count)
    {
        for (var i = 0; i < count; i++)
            _folder.Write($"{i}.png", DataFiles.Png(1, 1, 0));
        Should.Throw<DataUnavailableException>(() => Open("train")).Message.ShouldStartWith(
            "The data set 'folder' (train) is not available: it needs at least 3 image files (*.png, *.jpg, *.jpeg, *.webp, *.bmp, *.gif) or subfolders train and test with such files.");
    }

    [Fact]
    public void The_folder_must_be_named() =>
        Should.Throw<ArgumentException>(() => DataSetCatalog.Open("folder", "train")).Message.ShouldStartWith("The data set 'folder' needs data.root");

    IImageSet Open(string split) => DataSetCatalog.Open("folder", split, new DataSetOptions { Root = _folder.Path });

    byte[] Values(string split)
    {
        var set = Open(split);
        return [.. Enumerable.Range(0, set.Count).Select(i => DataFiles.Image(set, i)[0])];
    }

    public void Dispose() => _folder.Dispose();
}
