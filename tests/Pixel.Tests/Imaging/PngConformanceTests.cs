using System.Text.RegularExpressions;
using Pixel.Host.Imaging;

namespace Pixel.Tests.Imaging;

/// <summary>Decodes files that pnmtopng wrote, of every colour type, bit depth and interlacing; make_fixtures.py has the same formulas.</summary>
public sealed partial class PngConformanceTests
{
    public static TheoryData<string> Names() => new(Fixtures.Files().Select(Path.GetFileNameWithoutExtension)!);

    [Fact]
    public void Every_kind_of_file_is_there() => Fixtures.Files().Count().ShouldBe(60);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_file_decodes_to_the_samples_it_was_made_from(string name)
    {
        var match = NamePattern().Match(name);
        var (kind, depth) = (match.Groups["kind"].Value, int.Parse(match.Groups["depth"].Value));
        var (width, height) = (int.Parse(match.Groups["width"].Value), int.Parse(match.Groups["height"].Value));
        var path = Path.Combine(Fixtures.Folder, name + ".png");
        var channels = kind.StartsWith("gray", StringComparison.Ordinal) ? 1 : 3;

        PngReader.LoadInfo(path).ShouldBe(new PngInfo(width, height, channels));
        var image = PngReader.Load(path);

        (image.Width, image.Height, image.Channels).ShouldBe((width, height, channels));
        image.Pixels.ShouldBe(
            from y in Enumerable.Range(0, height)
            from x in Enumerable.Range(0, width)
            from c in Enumerable.Range(0, channels)
            select Expected(kind, depth, x, y, c));
    }

    static byte Expected(string kind, int depth, int x, int y, int c) => kind switch
    {
        "gray" or "rgb" => To8(Sample(x, y, c, depth), depth),
        "palette" => Colour(Sample(x, y, 0, depth), c),
        "palettealpha" => OverWhite(Colour(Sample(x, y, 0, 4), c), Sample(x, y, 0, 4) * 17),
        "grayalpha" or "rgba" => OverWhite(To8(Sample(x, y, c, depth), depth), To8(Sample(x, y, 3, depth), depth)),
        "graykey" => Sample(x, y, 0, 4) == 0 ? (byte)255 : To8(Sample(x, y, 0, 4), 4),
        "rgbkey" => Enumerable.Range(0, 3).All(other => Key(x, y, other) == 0) ? (byte)255 : (byte)Key(x, y, c),
        _ => throw new ArgumentException(kind),
    };

    static int Sample(int x, int y, int c, int depth) => ((x * 3701 + y * 9173 + c * 5309 + x * y * 71) & 0xFFFF) >> (16 - depth);

    static byte Colour(int index, int c) => (byte)(index * 67 + c * 101 + index * c + 13);

    static int Key(int x, int y, int c) => c == 0 ? Sample(x, y, 0, 8) : Sample(x, y, c, 3) / 7;

    static byte To8(int sample, int depth) => (byte)Math.Round(sample * 255.0 / ((1 << depth) - 1));

    static byte OverWhite(byte sample, int alpha) => (byte)Math.Round((sample * alpha + 255.0 * (255 - alpha)) / 255);

    [GeneratedRegex(@"^(?<kind>[a-z]+)(?<depth>\d+)-(?<width>\d+)x(?<height>\d+)(-adam7)?$")]
    private static partial Regex NamePattern();
}
