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
    public void The_first_image_decides_the_size_and_all_must_agree()
    {
        _folder.Write("train/a.png", DataFiles.Png(2, 1, 1, 2, 3, 4, 5, 6));
        _folder.Write("train/b.png", DataFiles.Png(2, 1, 7, 7));
        _folder.Write("test/a.png", DataFiles.Png(2, 1, 9, 8));
        Open("test").Shape.ShouldBe(new ImageShape(3, 1, 2, 256));
        DataFiles.Image(Open("test"), 0).ShouldBe(new byte[] { 9, 8, 9, 8, 9, 8 });
        _folder.Write("train/c.png", DataFiles.Png(1, 2, 7, 7));
        foreach (var split in DataSplit.All)
        {
            Should.Throw<DataFormatException>(() => Open(split)).Message.ShouldBe(
                _folder["train/c.png"] + ", header: the image is 2×1, the first one 1×2; give data.height and data.width to crop and resize them all.");
        }
    }

    [Theory]
    [InlineData("a.png")]
    [InlineData("l.png")]
    public void One_image_with_colours_makes_the_set_RGB_wherever_it_stands_and_the_name_tells_what_was_converted(string coloured)
    {
        foreach (var name in "abcdefghijkl".Select(letter => $"{letter}.png"))
            _folder.Write(name, name == coloured ? DataFiles.Png(1, 1, 1, 2, 3) : DataFiles.Png(1, 1, 9));
        var (train, test) = (Open("train"), Open("test"));
        train.Shape.ShouldBe(new ImageShape(3, 1, 1, 256));
        DataFiles.Image(train, 1).ShouldBe(new byte[] { 9, 9, 9 });
        var (grayTrain, grayTest) = coloured == "a.png" ? (9, ", 1 of 1 images converted from gray to RGB") : (10, "");
        train.Name.ShouldBe($"folder {Path.GetFileName(_folder.Path)}, {grayTrain} of 10 images converted from gray to RGB");
        test.Name.ShouldBe($"folder {Path.GetFileName(_folder.Path)}{grayTest}");
    }

    [Fact]
    public void Colours_that_are_not_wanted_are_converted_and_the_name_tells()
    {
        for (var i = 0; i < 4; i++)
            _folder.Write($"test/{i}.png", i == 0 ? DataFiles.Png(1, 1, 255) : DataFiles.Png(1, 1, 255, 0, 0));
        var set = DataSetCatalog.Open("folder", "test", new DataSetOptions { Root = _folder.Path, Channels = 1 });
        set.Name.ShouldEndWith(", 3 of 4 images converted from RGB to gray");
        Enumerable.Range(0, 4).Select(i => DataFiles.Image(set, i).Single()).ShouldBe(new byte[] { 255, 76, 76, 76 });
    }

    [Fact]
    public void All_images_that_cannot_be_used_are_told_at_once_whatever_split_they_are_of()
    {
        for (var i = 0; i < 20; i++)
            _folder.Write($"train/{i:00}.png", i % 3 == 0 ? DataFiles.Png(2, 1, 1, 1) : DataFiles.Png(1, 1, 1));
        _folder.Write("test/a.png", [1, 2, 3]);
        File.CreateSymbolicLink(_folder["test/b.png"], _folder["nowhere"]);
        Should.Throw<DataFormatException>(() => Open("train")).Message.ReplaceLineEndings("\n").ShouldBe($"""
            15 of 22 images in {_folder.Path} cannot be used:
            {string.Concat(new[] { 1, 2, 4, 5, 7 }.Select(i => $"  {_folder[$"train/{i:00}.png"]}, header: the image is 1×1, the first one 1×2; give data.height and data.width to crop and resize them all.\n"))}  and 10 more.
            """);
        foreach (var i in Enumerable.Range(0, 20)) _folder.Write($"train/{i:00}.png", DataFiles.Png(1, 1, 1));
        Should.Throw<DataFormatException>(() => Open("train")).Message.ReplaceLineEndings("\n").ShouldBe($"""
            2 of 22 images in {_folder.Path} cannot be used:
              {_folder["test/a.png"]}, header: this is no PNG, JPEG, WebP, BMP or GIF file. Convert it to one of these, or take it away.
              {_folder["test/b.png"]}, byte 0: it cannot be read (Could not find file '{_folder["test/b.png"]}'.) Restore it, or take it away.
            """);
    }

    [Fact]
    public void All_images_that_are_corrupt_behind_their_headers_are_told_at_once()
    {
        var png = DataFiles.Png(1, 1, 1);
        for (var i = 0; i < 40; i++) _folder.Write($"test/{i:00}.png", i % 20 == 7 ? png[..45] : png);
        Should.Throw<DataFormatException>(() => Open("test")).Message.ReplaceLineEndings("\n").ShouldBe($"""
            2 of 40 images in {_folder.Path} cannot be used:
              {_folder["test/07.png"]}, image data: they end before the image does: the file is truncated. Fetch or save it again.
              {_folder["test/27.png"]}, image data: they end before the image does: the file is truncated. Fetch or save it again.
            """);
    }

    [Fact]
    public void A_header_larger_than_what_is_read_of_it_at_first_is_read_whole()
    {
        var png = DataFiles.Png(2, 1, 1, 2, 3, 4, 5, 6);
        _folder.Write("test/a.png", PngFile.With(png, ("teSt", new byte[100_000])));
        _folder.Write("test/b.webp", Fixtures.Read("turned.webp"));
        var set = DataSetCatalog.Open("folder", "test", new DataSetOptions { Root = _folder.Path, Height = 1, Width = 2 });
        DataFiles.Image(set, 0).ShouldBe(new byte[] { 1, 4, 2, 5, 3, 6 });
    }

    [Fact]
    public void Height_width_and_channels_crop_resize_and_convert()
    {
        _folder.Write("test/a.png", DataFiles.Png(4, 2, [.. Enumerable.Repeat(new byte[] { 255, 0, 0 }, 8).SelectMany(p => p)]));
        var set = DataSetCatalog.Open("folder", "test", new DataSetOptions { Root = _folder.Path, Height = 1, Width = 1, Channels = 1 });
        set.Shape.ShouldBe(new ImageShape(1, 1, 1, 256));
        set.Name.ShouldEndWith(", cropped and resized to 1×1, 1 of 1 images converted from RGB to gray");
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
