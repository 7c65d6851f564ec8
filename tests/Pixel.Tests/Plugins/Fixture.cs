namespace Pixel.Tests.PluginCatalogs;

/// <summary>The toy plug-ins of tests/fixtures/plugins, as the build left them.</summary>
static class Fixture
{
    /// <summary>The folder of all of them.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "..", "..", "fixtures", Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory))));

    /// <summary>One plug-in's own folder.</summary>
    public static string Folder(string name) => Path.Combine(Root, name);

    /// <summary>One plug-in's assembly.</summary>
    public static string Dll(string name) => Path.Combine(Root, name, name + ".dll");
}
