using Pixel.Contracts;
using Pixel.Host.Config;
using Pixel.Host.Imaging;
using Pixel.Host.Pictures;
using Pixel.Tests.Data;
using Pixel.Tests.Imaging;
using Pixel.Tests.Support;

namespace Pixel.Tests.Pictures;

public sealed class OriginalsTests : IDisposable
{
    static readonly ImageShape Image = new(1, 1, 3, 4);

    readonly TempFolder _folder = new();

    [Fact]
    public void Images_of_a_split_are_taken_from_the_first_on_and_named()
    {
        var set = new RandomImageSet(Some.Gray, 5, "test");
        var originals = Originals.FromSet(set, Some.Gray, first: 3, count: 4);
        originals.Source.ShouldBe("random, test images 3 to 4");
        originals.Images.ShouldBe([.. Some.LevelBytes(Some.Gray, 5, 11).Chunk(35).Skip(3)]);
    }

    [Fact]
    public void A_folder_is_read_in_the_order_of_names_at_the_levels_of_the_model()
    {
        Write("b.png", 3, 1, 0, 63, 64);
        Write("a.PNG", 3, 1, 127, 128, 255);
        File.WriteAllText(_folder["c.txt"], "");
        File.WriteAllText(_folder["._a.png"], "");
        var originals = Originals.FromFiles(_folder.Path, Image, 0, 4);
        originals.Images.ShouldBe([[1, 2, 3], [0, 0, 1]]);
        originals.Source.ShouldBe($"{Path.GetFileName(_folder.Path)}, 4 levels, images 0 to 1");
    }

    [Fact]
    public void A_single_file_is_one_image_and_colours_are_made_to_fit()
    {
        Write("one.png", 3, 1, 0, 128, 255);
        var originals = Originals.FromFiles(_folder["one.png"], new ImageShape(3, 1, 3, 2), 0, 4);
        originals.Images.ShouldBe([[0, 1, 1, 0, 1, 1, 0, 1, 1]]);
        originals.Source.ShouldBe("one.png, 1 of 1 images converted from gray to RGB, 2 levels (threshold 128), image 0");
    }

    [Fact]
    public void An_image_of_another_size_is_refused_with_both_sizes()
    {
        Write("one.png", 2, 2, 1, 2, 3, 4);
        Problem(_folder["one.png"]).ShouldBe($"{_folder["one.png"]}, header: the image has 2×2 pixels; the model's images have 3×1. Resize it first.");
    }

    [Fact]
    public void The_size_is_told_by_the_header_before_anything_is_decoded()
    {
        File.WriteAllBytes(_folder["bomb.png"], PngFile.Of(PngFile.Header(16384, 16384, 16, 6), ("IDAT", []), ("IEND", [])));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Problem(_folder["bomb.png"]).ShouldBe($"{_folder["bomb.png"]}, header: the image has 16384×16384 pixels; the model's images have 3×1. Resize it first.");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1_000_000);
    }

    [Fact]
    public void Where_training_cropped_and_resized_so_are_images_of_another_size_and_the_source_says_so()
    {
        Write("one.png", 6, 2, 0, 0, 64, 64, 128, 128, 0, 0, 64, 64, 128, 128);
        var originals = Originals.FromFiles(_folder["one.png"], Image, 0, 1, isFitted: true);
        originals.Images.ShouldBe([[0, 1, 2]]);
        originals.Source.ShouldBe("one.png, cropped and resized to 1×3, 4 levels, image 0");
    }

    [Fact]
    public void Folders_in_the_folder_are_looked_into_and_what_is_hidden_is_not()
    {
        foreach (var (name, value) in new[] { ("b/2.png", 255), ("a/1.png", 64), (".git/3.png", 128), ("b/._2.png", 0) })
            _folder.Write(name, DataFiles.Png(3, 1, (byte)value, (byte)value, (byte)value));
        Originals.FromFiles(_folder.Path, Image, 0, 4).Images.ShouldBe([[1, 1, 1], [3, 3, 3]]);
    }

    [Fact]
    public void All_files_that_cannot_be_used_are_told_at_once_but_none_that_is_not_asked_for()
    {
        Write("a.png", 2, 2, 1, 2, 3, 4);
        _folder.Write("b.png", [1, 2, 3]);
        Write("c.png", 3, 1, 255, 255, 255);
        Problem(_folder.Path).ShouldBe($"""
            2 of 3 images in {_folder.Path} cannot be used:
              {_folder["a.png"]}, header: the image has 2×2 pixels; the model's images have 3×1. Resize it first.
              {_folder["b.png"]}, header: this is no PNG, JPEG, WebP, BMP or GIF file. Convert it to one of these, or take it away.
            """);
        Originals.FromFiles(_folder.Path, Image, first: 2, count: 1).Images.ShouldBe([[3, 3, 3]]);
    }

    [Fact]
    public void Every_format_is_read()
    {
        foreach (var name in new[] { "rgb.bmp", "rgb.webp", "rgb8-13x11.png" }) File.WriteAllBytes(_folder[name], Fixtures.Read(name));
        var images = Originals.FromFiles(_folder.Path, new ImageShape(3, 11, 13, 256), 0, 4).Images;
        images.Count.ShouldBe(3);
        foreach (var image in images) image.ShouldBe(from c in Enumerable.Range(0, 3) from y in Enumerable.Range(0, 11) from x in Enumerable.Range(0, 13) select (byte)Fixtures.Sample(x, y, c, 8));
    }

    [Fact]
    public void Paths_without_images_are_refused()
    {
        Problem(_folder["none"]).ShouldBe($"{_folder["none"]}: there is no such file or folder; give an image file (PNG, JPEG, WebP, BMP or GIF), or a folder of them.");
        Problem(_folder.Path).ShouldBe($"{_folder.Path}: the folder holds no image file (*.png, *.jpg, *.jpeg, *.webp, *.bmp, *.gif).");
        Write("one.png", 3, 1, 1, 2, 3);
        Problem(_folder["one.png"], first: 1).ShouldBe("There is no image 1 in one.png, image 0; choose another --first.");
    }

    [Fact]
    public void A_split_of_another_shape_is_refused() =>
        Should.Throw<ExperimentException>(() => Originals.FromSet(new RandomImageSet(Some.Gray, 1), Image, 0, 1)).Message
            .ShouldBe("random has images of 1×5×7, 2 levels; the model was trained on 1×1×3, 4 levels.");

    void Write(string name, int width, int height, params byte[] pixels) =>
        PngWriter.Save(_folder[name], new RasterImage(width, height, 1, pixels));

    static string Problem(string path, int first = 0)
    {
        var problem = Should.Throw<ExperimentException>(() => Originals.FromFiles(path, Image, first, 4));
        problem.IsUsage.ShouldBeTrue();
        return problem.Message;
    }

    public void Dispose() => _folder.Dispose();
}
