using Pixel.Host.Plugins;
using Pixel.Tests.Support;

namespace Pixel.Tests.NewPlugin;

/// <summary>A plug-in as <c>pixelfw new</c> makes it, built once for all tests, outside the repository.</summary>
public sealed class NewPluginProject : IDisposable
{
    readonly TempFolder _folder = new();

    public NewPluginProject()
    {
        new PluginTemplate("row-mixer").Write(Folder);
        // No build server may outlive this: it would hold our pipes.
        Tool.Done(_folder.Path, "build", Folder, "-c", "Release", "--disable-build-servers", "-v", "quiet", "-warnaserror");
    }

    public string Folder => _folder["mixer"];

    public string Plugins => Path.Combine(Folder, "plugins");

    public string Config => Path.Combine(Folder, "row-mixer.yaml");

    /// <summary>A place for what a test writes.</summary>
    public string this[string name] => _folder[name];

    public void Dispose() => _folder.Dispose();
}
