using Pixel.Contracts;
using Pixel.Host.Imaging;
using Pixel.Host.Pictures;
using Pixel.Sampling;
using Pixel.Tests.Imaging;
using Pixel.Tests.Support;

namespace Pixel.Tests.Pictures;

public sealed class DrawingTests
{
    static readonly ImageShape Image = new(1, 2, 4, 10);

    [Fact]
    public void A_pixel_of_every_image_is_added_in_raster_order() =>
        Show(Canvas.Partial(Image, [1, 2, 3, 4, 5, 6, 7, 8, 8, 7, 6, 5, 4, 3, 2, 1], new bool[16])).ShouldBe([
            "???????? ????????",
            "1??????? 8???????",
            "12?????? 87??????",
            "123????? 876?????",
            "1234???? 8765????",
            "12345??? 87654???",
            "123456?? 876543??",
            "1234567? 8765432?",
            "12345678 87654321",
        ]);

    [Fact]
    public void Known_pixels_are_there_from_the_beginning_and_cost_no_frame() =>
        Show(Canvas.Partial(Image, [1, 2, 3, 4, 5, 6, 7, 8], [true, true, false, false, true, false, false, true]))
            .ShouldBe(["12??5??8", "123?5??8", "12345??8", "123456?8", "12345678"]);

    [Fact]
    public void With_all_known_there_is_one_frame() =>
        Show(Canvas.Partial(Image, [1, 2, 3, 4, 5, 6, 7, 8], [.. Enumerable.Repeat(true, 8)])).ShouldBe(["12345678"]);

    [Fact]
    public void The_small_image_is_drawn_first_and_stands_enlarged_where_the_large_one_is_not_drawn_yet()
    {
        var canvas = Canvas.Partial(Image, [1, 2, 3, 4, 5, 6, 7, 8], [true, false, false, false, false, false, false, false]);
        canvas.Small = Canvas.Partial(new ImageShape(1, 1, 2, 10), [1, 9], [true, false]);
        Show(canvas).ShouldBe(["1???????", "11991199", "12991199", "12391199", "12341199", "12345199", "12345699", "12345679", "12345678"]);
    }

    [Fact]
    public void The_small_image_has_channels_of_its_own()
    {
        var canvas = Canvas.Partial(new ImageShape(3, 2, 2, 10), [1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3], new bool[4]);
        canvas.Small = Canvas.Partial(new ImageShape(3, 1, 1, 10), [7, 8, 9], new bool[1]);
        byte[] seen = [];
        new Drawing(canvas).Draw(2, (images, isHidden) =>
        {
            seen = images[0].ToArray();
            isHidden(0, 1, 1).ShouldBeFalse();
            return new RasterImage(1, 1, 1, [0]);
        });
        seen.ShouldBe([1, 7, 7, 7, 2, 8, 8, 8, 3, 9, 9, 9]);
    }

    [Theory]
    [InlineData(1, 1, 1, 2)]
    [InlineData(8, 16, 1, 129)]
    [InlineData(3, 43, 2, 66)]
    [InlineData(28, 28, 7, 113)]
    [InlineData(64, 64, 32, 129)]
    public void There_are_never_more_than_129_frames(int height, int width, int pixels, int frames)
    {
        var drawing = new Drawing(Canvas.Empty(new ImageShape(1, height, width, 2), 1));
        (drawing.PixelsPerFrame, drawing.Frames).ShouldBe((pixels, frames));
    }

    [Fact]
    public void The_first_frame_and_the_last_stay_longer_and_progress_ends_at_one()
    {
        using var folder = new TempFolder();
        var progress = new Shares();
        Save(folder["a.apng"], progress, CancellationToken.None);
        ApngFile.Load(folder["a.apng"]).Milliseconds.ShouldBe([500, .. Enumerable.Repeat(50, 7), 2000]);
        progress.ShouldBe([.. Enumerable.Range(0, 9).Select(i => i / 9.0), 1]);
    }

    [Fact]
    public void After_a_stop_no_file_is_left()
    {
        using var folder = new TempFolder();
        Should.Throw<OperationCanceledException>(() => Save(folder["a.apng"], null, new CancellationToken(canceled: true)));
        Directory.GetFileSystemEntries(folder.Path).ShouldBeEmpty();
    }

    static void Save(string path, IProgress<double>? progress, CancellationToken cancellation) => DrawingAnimation.Save(
        new AnimationRequest(path, progress), Canvas.Empty(Image, 1),
        (canvas, isHidden) => ImageGrid.Draw([canvas[0].ToArray()], Image, isHidden: isHidden), [], cancellation);

    // Each frame as text: the levels of each image, ? where one is hidden.
    static IEnumerable<string> Show(Canvas canvas)
    {
        var drawing = new Drawing(canvas);
        List<string> frames = [];
        for (var frame = 0; frame < drawing.Frames; frame++)
        {
            drawing.Draw(frame, (images, isHidden) =>
            {
                frames.Add(string.Join(' ', Enumerable.Range(0, images.Count).Select(image => string.Concat(Enumerable.Range(0, 8).Select(place =>
                    isHidden(image, place / 4, place % 4) ? "?" : $"{images[image][place]}")))));
                return new RasterImage(1, 1, 1, [0]);
            });
        }

        return frames;
    }

    sealed class Shares : List<double>, IProgress<double>
    {
        public void Report(double value) => Add(value);
    }
}
