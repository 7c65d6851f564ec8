using Pixel.Host.Imaging;
using Pixel.Tests.Imaging;

namespace Pixel.Tests.Cli;

[Collection(ConsoleCollection.Name)]
public sealed class AnimateTests(TrainedRun run)
{
    // The run's images are 3×32×32: drawn twice as large, with borders of 2; 8 pixels a frame.
    const int Side = 32, Zoom = 2, Cell = Side * Zoom + 2, PerFrame = 8;

    [Fact]
    public void Every_frame_of_samples_is_the_picture_up_to_a_pixel_and_hatched_after_it()
    {
        var (picture, animation) = Draw("sample", "--count", "3", "--seed", "5");
        animation.Frames.Count.ShouldBe(129);
        for (var frame = 0; frame < 129; frame++)
        {
            var drawn = frame * PerFrame;
            AssertFrame(animation.Frames[frame], picture, (cell, row, column) => cell < 3 && row * Side + column >= drawn, $"frame {frame}");
        }

        animation.Still.ShouldBe(picture.Pixels);
        animation.Texts[0].ShouldBe("Animation\0pixels in raster order, 8 of each image a frame; hatched: not drawn yet");
    }

    [Fact]
    public void The_picture_is_the_same_without_an_animation_and_more_images_than_a_batch_are_drawn_at_once()
    {
        var (picture, animation) = Draw("sample", "--count", "70");
        CommandResult.Of("sample", run.Folder, "--out", run["plain.png"], "--count", "70").Done();
        File.ReadAllBytes(run["plain.png"]).ShouldBe(File.ReadAllBytes(run["sample.png"]));
        animation.Frames[^1].SequenceEqual(picture.Pixels).ShouldBeTrue();
        AssertFrame(animation.Frames[50], picture, (cell, row, column) => cell < 70 && row * Side + column >= 50 * PerFrame, "frame 50");
    }

    [Fact]
    public void Completions_begin_with_what_is_known_and_end_as_the_picture()
    {
        var (picture, animation) = Draw("complete", "--count", "2", "--per-image", "2", "--occlude", "right");
        animation.Frames.Count.ShouldBe(129); // 512 pixels, 4 a frame
        for (var frame = 0; frame < 129; frame++)
        {
            var drawn = 4 * frame;
            AssertFrame(animation.Frames[frame], picture,
                (cell, row, column) => cell % 4 is 1 or 2 && column >= 16 && row * 16 + column - 16 >= drawn, $"frame {frame}");
        }

        animation.Texts.ShouldContain(text => text.StartsWith("Occlusion\0right"));
    }

    [Theory]
    [InlineData("sample", "x.gif")]
    [InlineData("sample", "x")]
    [InlineData("complete", "x.jpg")]
    public void A_name_that_is_no_animated_png_is_refused_before_anything_is_drawn(string verb, string name)
    {
        AssertRefused($"pixelfw: {run[name]} is no name of an animated PNG file. Give one that ends in .apng or .png by --animate.\n",
            verb, "--animate", run[name]);
    }

    [Fact]
    public void An_animation_does_not_take_the_place_of_another_picture()
    {
        const string Problem = "is where another picture goes. Give the animation a name of its own by --animate.\n";
        AssertRefused($"pixelfw: {run["refused.png"]} {Problem}", "sample", "--animate", run["refused.png"]);
        AssertRefused($"pixelfw: {run["refused.png"]} {Problem}", "complete", "--animate", run["refused.png"]);
        AssertRefused($"pixelfw: {run["refused-distribution.png"]} {Problem}",
            "sample", "--distribution", "0,0", "--animate", run["refused-distribution.png"]);
    }

    [Fact]
    public void Too_many_images_are_refused()
    {
        AssertRefused("pixelfw: The animation would show 1025 images; at most 1024 are allowed. Ask for fewer, or leave --animate out.\n",
            "sample", "--count", "1025", "--animate", run["x.apng"]);
        AssertRefused("pixelfw: The animation would show 1056 images; at most 1024 are allowed. Ask for fewer, or leave --animate out.\n",
            "complete", "--count", "16", "--per-image", "64", "--animate", run["x.apng"]);
    }

    void AssertRefused(string errors, string verb, params string[] words)
    {
        var result = CommandResult.Of([verb, run.Folder, "--out", run["refused.png"], .. words]);
        result.Errors.ShouldEndWith(errors);
        result.Output.ShouldBeEmpty();
        result.ExitCode.ShouldBe(2);
        Directory.GetFiles(Path.GetDirectoryName(run["x"])!, "*refused*").ShouldBeEmpty();
        File.Exists(run["x.apng"]).ShouldBeFalse();
    }

    (RasterImage Picture, ApngFile Animation) Draw(string verb, params string[] words)
    {
        var (picture, animation) = (run[$"{verb}.png"], run[$"{verb}.apng"]);
        CommandResult.Of([verb, run.Folder, "--out", picture, "--animate", animation, .. words]).Done().Output.ShouldBe($"{picture}\n{animation}\n");
        return (ImageReader.Load(picture), ApngFile.Load(animation));
    }

    static void AssertFrame(byte[] frame, RasterImage picture, Func<int, int, int, bool> isHidden, string name)
    {
        var expected = picture.Pixels.ToArray();
        for (var y = 0; y < picture.Height; y++)
        {
            for (var x = 0; x < picture.Width; x++)
            {
                var (left, top) = ((x - 2) % Cell, (y - 2) % Cell);
                if (x < 2 || y < 2 || left >= Side * Zoom || top >= Side * Zoom) continue;
                var cell = (y - 2) / Cell * (picture.Width / Cell) + (x - 2) / Cell;
                if (isHidden(cell, top / Zoom, left / Zoom))
                    expected.AsSpan((y * picture.Width + x) * 3, 3).Fill((byte)((left + top) % 4 < 2 ? 104 : 152));
            }
        }

        frame.SequenceEqual(expected).ShouldBeTrue(name);
    }
}
