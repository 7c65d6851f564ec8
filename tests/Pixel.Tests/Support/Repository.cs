namespace Pixel.Tests.Support;

/// <summary>The source tree that the tests were built from.</summary>
static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string At(params string[] parts) => Path.Combine([Root, .. parts]);

    static string Find(string folder) => File.Exists(Path.Combine(folder, "Pixel.sln")) ? folder : Find(Path.GetDirectoryName(folder)!);
}
