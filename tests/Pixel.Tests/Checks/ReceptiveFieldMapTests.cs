using Pixel.Checks.Maps;
using Pixel.Contracts;
using Pixel.Host.Imaging;

namespace Pixel.Tests.Checks;

public sealed class ReceptiveFieldMapTests
{
    const int Zoom = 12;
    static readonly (byte, byte, byte) Red = (230, 0, 0), Light = (230, 230, 230), Blind = (70, 70, 70), Later = (20, 20, 20), White = (255, 255, 255);

    [Fact]
    public void What_is_seen_too_much_is_red_and_crossed_out_and_what_may_be_seen_is_not()
    {
        // Of a gray image of 3×5 the pixel (1, 2) sees one before it, one to its right and one below.
        var map = Gray(new(0, 0, 0), new(1, 3, 0), new(2, 1, 0));
        var picture = map.ToPicture();
        map.Lines.ShouldBe(["#....", "..o!", " !"]);
        for (var row = 0; row < 3; row++)
            for (var column = 0; column < 5; column++)
                Colour(picture, 0, row, column).ShouldBe(
                    (row, column) switch { (0, 0) => Light, (1, 3) or (2, 1) => Red, _ => row * 5 + column < 7 ? Blind : Later }, $"({row}, {column})");
        foreach (var (row, column) in new[] { (1, 3), (2, 1) }) IsCrossed(picture, 0, row, column).ShouldBeTrue();
        IsCrossed(picture, 0, 0, 0).ShouldBeFalse();
    }

    [Fact]
    public void A_pixel_that_sees_itself_is_red_within_its_frame()
    {
        var picture = Gray(new Cell(1, 2, 0)).ToPicture();
        Colour(picture, 0, 1, 2).ShouldBe(Red);
        IsCrossed(picture, 0, 1, 2).ShouldBeTrue();
        At(picture, 2 * Zoom, Zoom).ShouldBe(White);
    }

    [Fact]
    public void A_red_channel_that_may_be_seen_is_told_from_a_leak_by_the_cross()
    {
        // Green may see red of its own pixel; red may not, nor may green see blue.
        var image = new ImageShape(3, 1, 2, 2);
        HashSet<Cell>[] seen = [[new(0, 0, 0), new(0, 1, 0)], [new(0, 1, 0)], [new(0, 1, 0), new(0, 1, 2)]];
        var picture = new ReceptiveFieldMap("RGB 1×2", image, 0, 1, seen).ToPicture();
        foreach (var (panel, column, crossed) in new[] { (0, 0, false), (0, 1, true), (1, 1, false), (2, 1, true) })
        {
            Colour(picture, panel * 3, 0, column).ShouldBe(Red, $"panel {panel}");
            IsCrossed(picture, panel * 3, 0, column).ShouldBe(crossed, $"panel {panel}");
        }
    }

    [Fact]
    public void The_legend_stands_below_with_a_square_of_each_look()
    {
        var picture = Gray(new Cell(0, 0, 0)).ToPicture();
        picture.Height.ShouldBe(3 * Zoom + 8 + 4 * 16);
        (byte, byte, byte)[] looks = [Light, Blind, Red, Later];
        for (var line = 0; line < 4; line++)
        {
            var top = 3 * Zoom + 8 + 16 * line;
            At(picture, 5, top + 2).ShouldBe(looks[line]);
            Enumerable.Range(16, picture.Width - 16).Count(x => At(picture, x, top) == White).ShouldBeGreaterThan(20); // words
        }
        At(picture, 4, 3 * Zoom + 8 + 2 * 16 + 4).ShouldBe(White); // the cross
        At(picture, 0, 3 * Zoom + 8 + 3 * 16).ShouldBe(White); // the frame
    }

    static ReceptiveFieldMap Gray(params Cell[] seen) => new("gray 3×5", new ImageShape(1, 3, 5, 2), 1, 2, [seen.ToHashSet()]);

    // Left of the middle, where neither a frame nor a cross is.
    static (byte, byte, byte) Colour(RasterImage picture, int left, int row, int column) => At(picture, (left + column) * Zoom + 2, row * Zoom + 5);

    static bool IsCrossed(RasterImage picture, int left, int row, int column) =>
        Enumerable.Range(1, Zoom - 3).All(i => At(picture, (left + column) * Zoom + i, row * Zoom + i) == White);

    static (byte, byte, byte) At(RasterImage picture, int x, int y)
    {
        var at = (y * picture.Width + x) * 3;
        return (picture.Pixels[at], picture.Pixels[at + 1], picture.Pixels[at + 2]);
    }
}
