using Pixel.Contracts;
using Pixel.Host.Config;
using Pixel.Host.Imaging;
using Pixel.Host.Pictures;
using Pixel.Tests.Imaging;
using Pixel.Tests.Support;

namespace Pixel.Tests.Pictures;

public sealed class OcclusionTests : IDisposable
{
    static readonly ImageShape Image = new(1, 4, 5, 2);

    readonly TempFolder _folder = new();

    [Theory]
    [InlineData("bottom", "..... ..... ##### #####")]
    [InlineData("top", "##### ##### ..... .....")]
    [InlineData("left", "###.. ###.. ###.. ###..")]
    [InlineData("right", "..### ..### ..### ..###")]
    [InlineData("center", "..... .###. .###. .....")]
    public void Parts_are_these(string part, string rows) => Show(Occlusion.Parse(part, Image)).ShouldBe(rows);

    [Theory]
    [InlineData("bottom", 0)]
    [InlineData("top", 10)]
    [InlineData("left", 8)]
    [InlineData("right", 6)]
    [InlineData("center", 8)]
    public void Known_pixels_after_unknown_ones_are_counted(string part, int count) => Occlusion.Parse(part, Image).LaterKnown.ShouldBe(count);

    [Fact]
    public void The_note_says_that_they_do_not_inform_the_draw()
    {
        Occlusion.Parse("bottom", Image).Caution.ShouldBeNull();
        Occlusion.Parse("top", Image).Caution.ShouldBe(
            "10 of the 10 known pixels come after unknown ones in raster order; they do not inform the draw of the unknown pixels before them");
    }

    [Fact]
    public void Any_pixel_of_a_mask_that_is_not_black_is_unknown()
    {
        // Of the three colour samples one is enough.
        var pixels = new byte[60];
        (pixels[0], pixels[3 * 6 + 2], pixels[3 * 19 + 1]) = (1, 255, 128);
        PngWriter.Save(_folder["mask.png"], new RasterImage(5, 4, 3, pixels));
        var mask = Occlusion.Parse(_folder["mask.png"], Image);
        Show(mask).ShouldBe("#.... .#... ..... ....#");
        mask.Summary.ShouldBe("mask.png, 3 of 20 pixels unknown");
    }

    [Fact]
    public void A_name_that_is_no_part_and_no_file_is_refused_with_what_is_allowed() =>
        Problem("botom").ShouldBe(
            "The occlusion 'botom' is neither bottom, top, left, right, center nor a file; a file is a mask, an image of 5×4 pixels, black where the image is known.");

    [Fact]
    public void A_mask_of_another_size_is_refused_with_both_sizes()
    {
        PngWriter.Save(_folder["mask.png"], new RasterImage(4, 5, 1, new byte[20]));
        Problem(_folder["mask.png"]).ShouldBe(
            $"{_folder["mask.png"]}: the mask has 4×5 pixels; the model's images have 5×4. Give a mask of that size.");
        File.WriteAllBytes(_folder["mask.gif"], Fixtures.Read("palette.gif"));
        Problem(_folder["mask.gif"]).ShouldEndWith(": the mask has 13×11 pixels; the model's images have 5×4. Give a mask of that size.");
    }

    [Fact]
    public void A_malformed_mask_is_refused_whatever_is_wrong_with_it()
    {
        var file = File.ReadAllBytes(Masks.Write(_folder, Image, i => i > 3));
        for (var length = 0; length < file.Length - 21; length++) // behind the pixels are checksums and the end
        {
            File.WriteAllBytes(_folder["mask.png"], file[..length]);
            Should.Throw<ImageFileException>(() => Occlusion.Parse(_folder["mask.png"], Image)).Message.ShouldStartWith(_folder["mask.png"]);
        }
    }

    static string Show(Occlusion occlusion) => string.Join(' ', Enumerable.Range(0, Image.Height).Select(
        row => string.Concat(Enumerable.Range(0, Image.Width).Select(column => occlusion.IsUnknown(row, column) ? '#' : '.'))));

    static string Problem(string text)
    {
        var problem = Should.Throw<ExperimentException>(() => Occlusion.Parse(text, Image));
        problem.IsUsage.ShouldBeTrue();
        return problem.Message;
    }

    public void Dispose() => _folder.Dispose();
}

/// <summary>Mask files.</summary>
static class Masks
{
    /// <summary>Writes a gray mask of the images' size, white where a pixel is unknown.</summary>
    public static string Write(TempFolder folder, ImageShape image, Func<int, bool> isUnknown)
    {
        byte[] pixels = [.. Enumerable.Range(0, image.Height * image.Width).Select(i => isUnknown(i) ? byte.MaxValue : byte.MinValue)];
        PngWriter.Save(folder["mask.png"], new RasterImage(image.Width, image.Height, 1, pixels));
        return folder["mask.png"];
    }
}
