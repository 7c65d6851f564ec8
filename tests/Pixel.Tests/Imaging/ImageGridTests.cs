using Pixel.Contracts;
using Pixel.Host.Imaging;

namespace Pixel.Tests.Imaging;

public sealed class ImageGridTests
{
    [Fact]
    public void Images_are_laid_out_row_by_row_with_a_border_around_each()
    {
        var shape = new ImageShape(1, 1, 1, 256);
        var grid = ImageGrid.Draw([[10], [20], [30]], shape, columns: 2, zoom: 1);
        (grid.Width, grid.Height, grid.Channels).ShouldBe((8, 8, 1));
        int At(int x, int y) => grid.Pixels[y * 8 + x];
        (At(2, 2), At(5, 2), At(2, 5), At(5, 5)).ShouldBe((10, 20, 30, 128));
        grid.Pixels.Count(value => value == 128).ShouldBe(64 - 3);
    }

    [Theory]
    [InlineData(2, 1, 255)]
    [InlineData(4, 2, 170)]
    [InlineData(16, 7, 119)]
    [InlineData(256, 200, 200)]
    [InlineData(3, 1, 128)]
    [InlineData(255, 1, 2)]
    public void Levels_become_brightness(int levels, byte level, byte brightness) =>
        ImageGrid.Draw([[level]], new ImageShape(1, 1, 1, levels), zoom: 1).Pixels[2 * 5 + 2].ShouldBe(brightness);

    [Fact]
    public void Zoom_repeats_pixels_and_channels_are_interleaved()
    {
        // One row of two pixels, red then blue.
        var grid = ImageGrid.Draw([[255, 0, 0, 0, 0, 255]], new ImageShape(3, 1, 2, 256), zoom: 3);
        (grid.Width, grid.Height).ShouldBe((2 + 6 + 2, 2 + 3 + 2));
        var middleRow = grid.Pixels.Skip(3 * grid.Width * 3).Take(grid.Width * 3).Chunk(3).Select(Convert.ToHexString);
        middleRow.ShouldBe(["808080", "808080", "FF0000", "FF0000", "FF0000", "0000FF", "0000FF", "0000FF", "808080", "808080"]);
    }

    [Theory]
    [InlineData(28, 2)]
    [InlineData(32, 2)]
    [InlineData(64, 1)]
    [InlineData(100, 1)]
    [InlineData(8, 8)]
    public void Small_images_are_zoomed_by_themselves(int side, int zoom) =>
        ImageGrid.Draw([new byte[side * side]], new ImageShape(1, side, side, 2)).Width.ShouldBe(side * zoom + 4);

    [Fact]
    public void The_grid_is_about_square_by_itself()
    {
        var grid = ImageGrid.Draw(Enumerable.Repeat(new byte[1], 7).ToList(), new ImageShape(1, 1, 1, 2), zoom: 1);
        (grid.Width, grid.Height).ShouldBe((11, 11));
    }

    [Fact]
    public void What_cannot_be_drawn_is_refused()
    {
        var shape = new ImageShape(1, 1, 2, 2);
        Should.Throw<ArgumentException>(() => ImageGrid.Draw([], shape)).Message.ShouldStartWith("A grid needs at least one image.");
        Should.Throw<ArgumentException>(() => ImageGrid.Draw([[0, 1], [0]], shape)).Message.ShouldBe("Image 1 has 1 levels; 1×1×2, 2 levels needs 2.");
        Should.Throw<ArgumentException>(() => ImageGrid.Draw([[0, 2]], shape)).Message.ShouldBe("Image 0 holds level 2; the shape allows 0 to 1.");
        Should.Throw<ArgumentException>(() => ImageGrid.Draw([[0, 0]], new ImageShape(2, 1, 1, 2))).Message.ShouldStartWith("Only images of 1 or 3 channels");
        Should.Throw<ArgumentOutOfRangeException>(() => ImageGrid.Draw([[0, 0]], shape, columns: 0));
        Should.Throw<ArgumentOutOfRangeException>(() => ImageGrid.Draw([[0, 0]], shape, zoom: 0));
        Should.Throw<ArgumentOutOfRangeException>(() => ImageGrid.Draw([[0, 0]], shape, zoom: 100_000));
    }
}
