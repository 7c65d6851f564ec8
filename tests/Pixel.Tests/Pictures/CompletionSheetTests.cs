using Pixel.Contracts;
using Pixel.Host.Imaging;
using Pixel.Host.Pictures;
using Pixel.Sampling;

namespace Pixel.Tests.Pictures;

public sealed class CompletionSheetTests
{
    static readonly ImageShape Image = new(1, 2, 1, 2);

    [Fact]
    public void A_row_shows_what_is_known_then_the_completions_then_the_original()
    {
        // Two images of a column of two pixels, the lower one unknown; two completions of each.
        var completions = Canvas.Partial(Image, [1, 1, 1, 0, 0, 0, 0, 1], new bool[8]);
        var sheet = CompletionSheet.Draw([[1, 0], [0, 1]], Occlusion.Part("bottom", Image), completions);
        Cells(sheet).ShouldBe([
            ["1?", "11", "10", "10"],
            ["0?", "00", "01", "01"],
        ]);
    }

    [Fact]
    public void The_caption_says_what_is_shown_and_warns_of_later_known_pixels()
    {
        var request = new CompletionRequest(
            new Originals("random, test images 0 to 1", []), Occlusion.Part("top", Image), 2, "incremental", new SamplingOptions());
        CompletionSheet.Contents(request).Select(line => $"{line.Key}: {line.Value}").ShouldBe([
            "Columns: what is known (hatched: unknown) | 2 completions | the original",
            "Rows: random, test images 0 to 1",
            "Occlusion: top, 1 of 2 pixels unknown",
            "Note: 1 of the 1 known pixel comes after unknown ones in raster order; it does not inform the draw of the unknown pixels before it",
        ]);
    }

    [Fact]
    public void One_completion_is_told_in_the_singular() => CompletionSheet.Contents(
            new CompletionRequest(new Originals("one.png, image 0", []), Occlusion.Part("bottom", Image), 1, "incremental", new SamplingOptions()))[0].Value
        .ShouldBe("what is known (hatched: unknown) | 1 completion | the original");

    // The grid magnifies a pixel to 32 × 32, with borders of 2; hatched cells hold two grays.
    static string[][] Cells(RasterImage sheet) =>
    [
        .. Enumerable.Range(0, 2).Select(row => Enumerable.Range(0, 4).Select(column => string.Concat(
            Enumerable.Range(0, 2).Select(y => Cell(sheet, 2 + column * 34, 2 + row * 66 + y * 32)))).ToArray()),
    ];

    static char Cell(RasterImage sheet, int left, int top)
    {
        var values = Enumerable.Range(0, 32 * 32).Select(i => sheet.Pixels[(top + i / 32) * sheet.Width + left + i % 32]).Distinct().ToList();
        return values is [var value] ? value == 255 ? '1' : '0' : '?';
    }
}
