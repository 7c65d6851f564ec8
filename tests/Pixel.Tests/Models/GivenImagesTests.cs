using Pixel.Contracts;
using Pixel.Host.Config;
using Pixel.Host.Data;
using Pixel.Host.Models;
using Pixel.Tests.Data;
using Pixel.Tests.Support;

namespace Pixel.Tests.Models;

/// <summary>Images that a user gives a model, beside those of its data set.</summary>
public sealed class GivenImagesTests : IDisposable
{
    readonly TempFolder _folder = new();

    [Fact]
    public void A_folder_becomes_a_set_of_the_models_shape_and_its_name_tells_what_was_done()
    {
        _folder.Write("pics/b/two.png", DataFiles.Png(2, 2, 200, 200, 200, 200));
        _folder.Write("pics/a.png", DataFiles.Png(4, 2, [.. Enumerable.Repeat(new byte[] { 255, 0, 0 }, 8).SelectMany(pixel => pixel)]));
        _folder.Write("pics/notes.txt", [1]);
        var given = GivenImages.At(_folder["pics"] + "/");
        (given.Name, given.Count).ShouldBe(("pics", 2));
        var set = given.Open(new ImageShape(1, 1, 1, 2), isFitted: true);
        (set.Count, set.Split, set.Shape, set.IsStandIn).ShouldBe((2, "given", new ImageShape(1, 1, 1, 2), false));
        set.Name.ShouldBe("pics, cropped and resized to 1×1, 1 of 2 images converted from RGB to gray, 2 levels (threshold 128)");
        set.Notes.ShouldBe([$"not taken from {_folder["pics"]}/: 1 with another ending (notes.txt)"]);
        (DataFiles.Image(set, 0)[0], DataFiles.Image(set, 1)[0]).ShouldBe(((byte)0, (byte)1));
        Should.Throw<ArgumentOutOfRangeException>(() => DataFiles.Image(set, 2));
    }

    [Fact]
    public void Images_are_what_the_data_set_makes_of_them()
    {
        for (var i = 0; i < 3; i++) _folder.Write($"test/{i}.png", DataFiles.Png(5, 3, [.. Enumerable.Range(0, 45).Select(j => (byte)(j * 37 + i * 11))]));
        var options = new DataSetOptions { Root = _folder.Path, Height = 2, Width = 2, Channels = 1, Levels = 7 };
        var trained = Host.Data.Sources.DataSetCatalog.Open("folder", "test", options);
        var given = GivenImages.At(_folder["test"]).Open(trained.Shape, isFitted: true);
        for (var i = 0; i < 3; i++) DataFiles.Image(given, i).ShouldBe(DataFiles.Image(trained, i));
    }

    [Fact]
    public void A_part_is_opened_by_itself()
    {
        for (var i = 0; i < 4; i++) _folder.Write($"{i}.png", i == 0 ? [1] : DataFiles.Png(1, 1, (byte)i));
        var set = GivenImages.At(_folder.Path).Open(new ImageShape(1, 1, 1, 256), isFitted: false, first: 2, count: 9);
        set.Count.ShouldBe(2);
        (DataFiles.Image(set, 0)[0], DataFiles.Image(set, 1)[0]).ShouldBe(((byte)2, (byte)3));
    }

    [Fact]
    public void What_cannot_be_used_is_a_matter_of_usage_and_what_breaks_later_is_named()
    {
        var file = _folder.Write("a.png", DataFiles.Png(1, 1, 1));
        var shape = new ImageShape(1, 2, 2, 256);
        var problem = Should.Throw<ExperimentException>(() => GivenImages.At(file).Open(shape, isFitted: false));
        (problem.IsUsage, problem.Message).ShouldBe((true, $"{file}, header: the image has 1×1 pixels; the model's images have 2×2. Resize it first."));
        var set = GivenImages.At(file).Open(shape, isFitted: true);
        File.Delete(file);
        Should.Throw<DataFormatException>(() => DataFiles.Image(set, 0)).File.ShouldBe(file);
        Should.Throw<ExperimentException>(() => GivenImages.At(file)).IsUsage.ShouldBeTrue();
        _folder.Write("b.tif", [1]);
        Should.Throw<ExperimentException>(() => GivenImages.At(_folder.Path)).Message
            .ShouldBe($"{_folder.Path}: the folder holds no image file (*.png, *.jpg, *.jpeg, *.webp, *.bmp, *.gif). Not taken: 1 with another ending (b.tif).");
    }

    public void Dispose() => _folder.Dispose();
}
