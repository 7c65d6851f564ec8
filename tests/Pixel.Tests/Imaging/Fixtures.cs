using Pixel.Tests.Support;

namespace Pixel.Tests.Imaging;

/// <summary>The image files of tests/fixtures, which other programs wrote.</summary>
static class Fixtures
{
    /// <summary>PNG files of every kind.</summary>
    public static IEnumerable<string> Pngs() => Directory.GetFiles(Repository.At("tests", "fixtures", "png"), "*.png").Order(StringComparer.Ordinal);

    /// <summary>A PNG file, or one of another format.</summary>
    public static string At(string name) =>
        File.Exists(Repository.At("tests", "fixtures", "png", name)) ? Repository.At("tests", "fixtures", "png", name) : Repository.At("tests", "fixtures", "images", name);

    public static byte[] Read(string name) => File.ReadAllBytes(At(name));

    /// <summary>The samples of a binary PGM or PPM file.</summary>
    public static byte[] Netpbm(string name, int count) => Read(name)[^count..];

    /// <summary>The formula that both make_fixtures.py draw from; the upper bits of what is 16 bits deep.</summary>
    public static int Sample(int x, int y, int c, int depth) => ((x * 3701 + y * 9173 + c * 5309 + x * y * 71) & 0xFFFF) >> (16 - depth);

    /// <summary>A sample of the palette's colours.</summary>
    public static byte Colour(int index, int c) => (byte)(index * 67 + c * 101 + index * c + 13);

    public static byte OverWhite(byte sample, int alpha) => (byte)Math.Round((sample * alpha + 255.0 * (255 - alpha)) / 255);
}
