using System.Text;
using Pixel.Host.Imaging;
using Pixel.Tests.Support;

namespace Pixel.Tests.Imaging;

public sealed class PngRoundTripTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(1, 1, 3)]
    [InlineData(7, 1, 3)]
    [InlineData(1, 7, 1)]
    [InlineData(64, 33, 1)]
    [InlineData(33, 64, 3)]
    [InlineData(300, 200, 3)]
    public void A_random_image_comes_back(int width, int height, int channels)
    {
        var pixels = new byte[width * height * channels];
        new Random(width + 1000 * height).NextBytes(pixels);
        AssertRoundTrip(new RasterImage(width, height, channels, pixels));
    }

    // Gradients in all directions make the heuristic choose each of the filters.
    [Theory]
    [InlineData(1, 0)]
    [InlineData(0, 1)]
    [InlineData(3, 2)]
    [InlineData(-2, 5)]
    public void A_smooth_image_comes_back_and_is_small(int perColumn, int perRow)
    {
        var pixels = new byte[200 * 200 * 3];
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = (byte)(i / 3 % 200 * perColumn + i / 600 * perRow + i % 3);
        AssertRoundTrip(new RasterImage(200, 200, 3, pixels)).ShouldBeLessThan(5_000);
    }

    [Fact]
    public void The_same_image_gives_the_same_bytes()
    {
        var image = new RasterImage(5, 5, 1, new byte[25]);
        Encode(image, ("Comment", "same")).ShouldBe(Encode(image, ("Comment", "same")));
    }

    [Fact]
    public void The_texts_stand_before_the_image_data_in_their_order()
    {
        var file = Encoding.Latin1.GetString(Encode(new RasterImage(1, 1, 1, [0]), ("Title", "samples"), ("Comment", "28×28")));
        var title = file.IndexOf("tEXtTitle\0samples", StringComparison.Ordinal);
        var comment = file.IndexOf("iTXtComment\0\0\0\0\0" + Encoding.Latin1.GetString("28×28"u8), StringComparison.Ordinal);
        title.ShouldBeGreaterThan(0);
        comment.ShouldBeGreaterThan(title);
        file.IndexOf("IDAT", StringComparison.Ordinal).ShouldBeGreaterThan(comment);
    }

    [Theory]
    [InlineData("", "text")]
    [InlineData(" x", "text")]
    [InlineData("ü", "text")]
    [InlineData("Comment", "a\0b")]
    public void An_illegal_text_is_refused(string keyword, string text) =>
        Should.Throw<ArgumentException>(() => Encode(new RasterImage(1, 1, 1, [0]), (keyword, text)));

    [Fact]
    public void A_saved_file_loads()
    {
        using var folder = new TempFolder();
        PngWriter.Save(folder["new/image.png"], new RasterImage(2, 1, 1, [3, 4]));
        ImageReader.Load(folder["new/image.png"]).Pixels.ShouldBe(new byte[] { 3, 4 });
    }

    static int AssertRoundTrip(RasterImage image)
    {
        var file = Encode(image);
        var decoded = ImageReader.Decode(file, "round trip");
        (decoded.Width, decoded.Height, decoded.Channels).ShouldBe((image.Width, image.Height, image.Channels));
        decoded.Pixels.SequenceEqual(image.Pixels).ShouldBeTrue();
        return file.Length;
    }

    static byte[] Encode(RasterImage image, params (string Keyword, string Text)[] texts)
    {
        using var stream = new MemoryStream();
        PngWriter.Write(stream, image, texts.Select(text => KeyValuePair.Create(text.Keyword, text.Text)));
        return stream.ToArray();
    }
}
