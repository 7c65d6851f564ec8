using Pixel.Host.Imaging;
using static Pixel.Tests.Imaging.Fixtures;

namespace Pixel.Tests.Imaging;

/// <summary>Decodes files that Pillow wrote (tests/fixtures/images/make_fixtures.py), of every format but plain PNG.</summary>
public sealed class ImageFormatTests
{
    const int Width = 13, Height = 11;

    [Theory]
    [InlineData("rgb.bmp")]
    [InlineData("rgb.webp")]
    [InlineData("profile.png")]
    [InlineData("profile.webp")]
    public void What_is_lossless_has_exactly_the_samples_it_was_made_from_whatever_the_colour_profile(string name) =>
        AssertImage(name, (x, y, c) => Level(x, y, c));

    [Theory]
    [InlineData("palette.bmp")]
    [InlineData("palette.gif")]
    [InlineData("interlaced.gif")]
    public void A_palette_is_RGB(string name) => AssertImage(name, (x, y, c) => Colour(Sample(x, y, 0, 4), c));

    [Fact]
    public void Of_an_animation_the_first_frame_is_read()
    {
        AssertImage("animated.gif", (x, y, c) => Colour(Sample(x, y, 0, 4), c));
        AssertImage("animated.webp", (x, y, c) => OverWhite(Level(x, y, c), Level(x, y, 3)));
    }

    [Fact]
    public void What_is_transparent_is_blended_over_white()
    {
        AssertImage("rgba.webp", (x, y, c) => OverWhite(Level(x, y, c), Level(x, y, 3)));
        AssertImage("transparent.gif", (x, y, c) => Sample(x, y, 0, 4) == 3 ? byte.MaxValue : Colour(Sample(x, y, 0, 4), c));
    }

    // Pillow's decoder is the judge; cmyk: ink times black, of 255.
    [Theory]
    [InlineData("rgb", 3)]
    [InlineData("progressive", 3)]
    [InlineData("profile", 3)]
    [InlineData("cmyk", 3)]
    [InlineData("gray", 1)]
    public void A_JPEG_decodes_to_what_Pillow_decodes_it_to(string name, int channels)
    {
        ImageReader.LoadInfo(At(name + ".jpg")).ShouldBe(new ImageInfo(21, 13, channels));
        var image = ImageReader.Load(At(name + ".jpg"));
        (image.Width, image.Height, image.Channels).ShouldBe((21, 13, channels));
        image.Pixels.ShouldBe(Netpbm(name + (channels == 1 ? ".pgm" : ".ppm"), 21 * 13 * channels));
    }

    [Fact]
    public void Gamma_and_chromaticities_of_a_PNG_are_not_looked_at()
    {
        foreach (var name in new[] { "rgb8-13x11.png", "gray8-13x11.png" })
        {
            // A gamma of 1, and red and green exchanged.
            var file = PngFile.With(Read(name), ("gAMA", [0, 1, 0x86, 0xA0]),
                ("cHRM", [.. new[] { 31270, 32900, 30000, 60000, 64000, 33000, 15000, 6000 }.SelectMany(PngFile.BigEndian)]));
            ImageReader.Decode(file, name).Pixels.ShouldBe(ImageReader.Load(At(name)).Pixels);
        }
    }

    // Of each letter is a block of 8×8 pixels; EXIF says by which edges of the picture the first row and column of the file lie.
    [Theory]
    [InlineData(1, "abc def")]
    [InlineData(2, "cba fed")]
    [InlineData(3, "fed cba")]
    [InlineData(4, "def abc")]
    [InlineData(5, "ad be cf")]
    [InlineData(6, "da eb fc")]
    [InlineData(7, "fc eb da")]
    [InlineData(8, "cf be ad")]
    public void The_orientation_that_EXIF_gives_a_JPEG_is_applied(byte orientation, string blocks)
    {
        byte[] exif = [0xFF, 0xE1, 0, 34, .. "Exif\0\0MM\0*"u8, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];
        var file = Read("blocks.jpg");
        byte[] turned = [.. file[..2], .. exif, .. file[2..]];
        Blocks(ImageReader.Decode(turned, "turned"), 8).ShouldBe(blocks);
    }

    [Fact]
    public void The_orientation_that_EXIF_gives_a_WebP_is_applied_and_the_header_tells_the_size_as_shown()
    {
        ImageReader.LoadInfo(At("turned.webp")).ShouldBe(new ImageInfo(2, 3, 3));
        Blocks(ImageReader.Load(At("turned.webp")), 1).ShouldBe("da eb fc");
    }

    static void AssertImage(string name, Func<int, int, int, byte> expected)
    {
        ImageReader.LoadInfo(At(name)).ShouldBe(new ImageInfo(Width, Height, 3));
        var image = ImageReader.Load(At(name));
        (image.Width, image.Height, image.Channels).ShouldBe((Width, Height, 3));
        image.Pixels.ShouldBe(
            from y in Enumerable.Range(0, Height)
            from x in Enumerable.Range(0, Width)
            from c in Enumerable.Range(0, 3)
            select expected(x, y, c));
    }

    static byte Level(int x, int y, int c) => (byte)Sample(x, y, c, 8);

    // Block a has the level 0, each other 40 more than the one before.
    static string Blocks(RasterImage image, int side) => string.Join(' ', Enumerable.Range(0, image.Height / side).Select(row => string.Concat(
        Enumerable.Range(0, image.Width / side).Select(column =>
            (char)('a' + (image.Pixels[(row * side * image.Width + column * side) * image.Channels] + 20) / 40)))));
}
