using Pixel.Host.Imaging;
using Pixel.Tests.Support;

namespace Pixel.Tests.Imaging;

public sealed class ApngWriterTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(1, 1, 3)]
    [InlineData(33, 20, 1)]
    [InlineData(20, 33, 3)]
    public void Random_frames_come_back(int width, int height, int channels)
    {
        RasterImage[] frames = [.. Enumerable.Range(0, 4).Select(seed => Noise(width, height, channels, seed))];
        var file = Encode(Noise(width, height, channels, 9), frames);
        var read = ApngFile.Decode(file);
        (read.Width, read.Height, read.Plays).ShouldBe((width, height, 0));
        read.Milliseconds.ShouldBe([10, 11, 12, 13]);
        read.Frames.ShouldBe(frames.Select(frame => frame.Pixels));
        read.Still.ShouldBe(Noise(width, height, channels, 9).Pixels);
    }

    [Fact]
    public void The_still_image_is_no_frame_and_is_what_a_reader_without_animation_sees()
    {
        var still = Noise(5, 4, 3, 1);
        var file = Encode(still, Noise(5, 4, 3, 2), Noise(5, 4, 3, 3));
        ApngFile.Decode(file).Order.ShouldBe("IHDR tEXt acTL IDAT fcTL fdAT fcTL fdAT IEND");
        ImageReader.Decode(file, "animation").Pixels.ShouldBe(still.Pixels);
    }

    [Fact]
    public void A_frame_holds_the_rectangle_of_what_changes_and_no_more()
    {
        var first = Noise(50, 40, 3, 1);
        var second = new RasterImage(50, 40, 3, [.. first.Pixels]);
        second.Pixels[(7 * 50 + 3) * 3 + 1] ^= 1;
        second.Pixels[(9 * 50 + 8) * 3 + 2] ^= 1;
        var read = ApngFile.Decode(Encode(first, first, second, second, first));
        read.Frames.ShouldBe([first.Pixels, second.Pixels, second.Pixels, first.Pixels]);
        read.Areas.ShouldBe([50 * 40, 6 * 3, 1, 6 * 3]);
    }

    [Fact]
    public void What_cannot_be_written_is_refused()
    {
        var image = Noise(2, 2, 1, 1);
        foreach (var delays in new int[][] { [], [65536], [-1] })
        {
            Should.Throw<ArgumentException>(() => ApngWriter.Write(Stream.Null, image, delays, _ => image))
                .Message.ShouldStartWith("An animation needs at least one frame, and delays of 0 to 65535 ms.");
        }

        Should.Throw<ArgumentException>(() => ApngWriter.Write(Stream.Null, image, [1], _ => Noise(2, 3, 1, 1)))
            .Message.ShouldStartWith("Frame 0 is of another size than the still image");
    }

    [Fact]
    public void When_a_frame_fails_the_old_file_stands_and_nothing_else_is_left()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["a.apng"], "old");
        Should.Throw<OperationCanceledException>(() => ApngWriter.Save(
            folder["a.apng"], Noise(2, 2, 1, 1), [1, 1], i => i == 0 ? Noise(2, 2, 1, 1) : throw new OperationCanceledException()));
        Directory.GetFileSystemEntries(folder.Path).ShouldBe([folder["a.apng"]]);
        File.ReadAllText(folder["a.apng"]).ShouldBe("old");
    }

    static byte[] Encode(RasterImage still, params RasterImage[] frames)
    {
        using var stream = new MemoryStream();
        ApngWriter.Write(stream, still, [.. frames.Select((_, i) => 10 + i)], i => frames[i], [new("Title", "noise")]);
        return stream.ToArray();
    }

    static RasterImage Noise(int width, int height, int channels, int seed)
    {
        var pixels = new byte[width * height * channels];
        new Random(seed).NextBytes(pixels);
        return new RasterImage(width, height, channels, pixels);
    }
}
