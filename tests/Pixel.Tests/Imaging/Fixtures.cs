namespace Pixel.Tests.Imaging;

/// <summary>The PNG files of tests/fixtures/png, which another program wrote.</summary>
static class Fixtures
{
    public static string Folder { get; } = Path.Combine(Root(), "tests", "fixtures", "png");

    public static IEnumerable<string> Files() => Directory.GetFiles(Folder, "*.png").Order(StringComparer.Ordinal);

    static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Pixel.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("Pixel.sln is in no folder above the tests.");
        return folder;
    }
}
