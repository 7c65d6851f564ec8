using System.Text.RegularExpressions;
using Pixel.Host.Imaging;
using static Pixel.Tests.Imaging.Fixtures;

namespace Pixel.Tests.Imaging;

/// <summary>Decodes files that pnmtopng wrote, of every colour type, bit depth and interlacing; make_fixtures.py has the same formulas.</summary>
public sealed partial class PngConformanceTests
{
    public static TheoryData<string> Names() => new(Pngs().Select(Path.GetFileNameWithoutExtension)!);

    [Fact]
    public void Every_kind_of_file_is_there() => Pngs().Count().ShouldBe(60);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_file_decodes_to_the_samples_it_was_made_from(string name)
    {
        var match = NamePattern().Match(name);
        var (kind, depth) = (match.Groups["kind"].Value, int.Parse(match.Groups["depth"].Value));
        var (width, height) = (int.Parse(match.Groups["width"].Value), int.Parse(match.Groups["height"].Value));
        var path = At(name + ".png");
        var channels = kind.StartsWith("gray", StringComparison.Ordinal) ? 1 : 3;

        ImageReader.LoadInfo(path).ShouldBe(new ImageInfo(width, height, channels));
        var image = ImageReader.Load(path);

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

    static int Key(int x, int y, int c) => c == 0 ? Sample(x, y, 0, 8) : Sample(x, y, c, 3) / 7;

    // Up to 8 bits all is exact; of 16 the upper 8 are taken, which is exact where the 16 were made of 8, as v · 257.
    static byte To8(int sample, int depth) => (byte)(depth == 16 ? sample >> 8 : sample * 255 / ((1 << depth) - 1));

    [GeneratedRegex(@"^(?<kind>[a-z]+)(?<depth>\d+)-(?<width>\d+)x(?<height>\d+)(-adam7)?$")]
    private static partial Regex NamePattern();
}
