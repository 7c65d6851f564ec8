using Pixel.Host.Imaging;

namespace Pixel.Tests.Imaging;

public sealed class ImageFitTests
{
    [Fact]
    public void An_image_of_the_right_size_is_left_alone()
    {
        var image = new RasterImage(3, 2, 1, new byte[6]);
        ImageFit.Fit(image, 2, 3).ShouldBeSameAs(image);
    }

    [Fact]
    public void A_wide_image_is_cropped_in_the_middle() =>
        Fit([1, 2, 3, 4, 5], width: 5, height: 1, toWidth: 1, toHeight: 1).ShouldBe(new byte[] { 3 });

    [Fact]
    public void A_tall_image_is_cropped_in_the_middle() =>
        Fit([1, 2, 3, 4, 5, 6], width: 1, height: 6, toWidth: 1, toHeight: 2).ShouldBe(new byte[] { 3, 4 });

    [Fact]
    public void Halving_averages_areas() =>
        Fit([0, 10, 20, 30, 40, 50, 60, 71, 1, 1, 1, 1, 1, 2, 2, 2], width: 4, height: 4, toWidth: 2, toHeight: 2)
            .ShouldBe(new byte[] { 25, 45, 1, 2 });

    [Fact]
    public void Shrinking_by_a_fraction_weighs_the_pixels_that_are_cut()
    {
        // 3 → 2: each result covers one and a half pixels; rows and columns alike.
        Fit([0, 90, 0, 0, 90, 0, 0, 90, 0], width: 3, height: 3, toWidth: 2, toHeight: 2).ShouldBe(new byte[] { 30, 30, 30, 30 });
    }

    [Fact]
    public void Enlarging_interpolates_between_pixel_centres() =>
        Fit([0, 100, 0, 100], width: 2, height: 2, toWidth: 4, toHeight: 4)
            .ShouldBe(Enumerable.Repeat(new byte[] { 0, 25, 75, 100 }, 4).SelectMany(row => row));

    [Fact]
    public void Channels_do_not_mix()
    {
        var image = new RasterImage(2, 2, 3, [10, 100, 200, 20, 110, 210, 30, 120, 220, 40, 130, 230]);
        ImageFit.Fit(image, 1, 1).Pixels.ShouldBe(new byte[] { 25, 115, 215 });
    }

    [Theory]
    [InlineData(512, 768, 32, 32)]
    [InlineData(1, 1, 7, 5)]
    [InlineData(3, 1000, 64, 2)]
    [InlineData(31, 33, 32, 32)]
    public void A_flat_image_stays_flat_at_any_size(int height, int width, int toHeight, int toWidth)
    {
        var pixels = Enumerable.Repeat((byte)201, height * width).ToArray();
        var fitted = ImageFit.Fit(new RasterImage(width, height, 1, pixels), toHeight, toWidth);
        (fitted.Height, fitted.Width).ShouldBe((toHeight, toWidth));
        fitted.Pixels.ShouldAllBe(value => value == 201);
    }

    [Fact]
    public void Gray_is_the_luma_of_Rec_601_and_comes_back_as_equal_channels()
    {
        var gray = new RasterImage(4, 1, 3, [255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255]).WithChannels(1);
        gray.Pixels.ShouldBe(new byte[] { 76, 150, 29, 255 });
        gray.WithChannels(3).Pixels.ShouldBe(new byte[] { 76, 76, 76, 150, 150, 150, 29, 29, 29, 255, 255, 255 });
    }

    static byte[] Fit(byte[] pixels, int width, int height, int toWidth, int toHeight) =>
        ImageFit.Fit(new RasterImage(width, height, 1, pixels), toHeight, toWidth).Pixels;
}
