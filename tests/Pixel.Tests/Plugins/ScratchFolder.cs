namespace Pixel.Tests.PluginCatalogs;

/// <summary>A plug-in folder for one test, gone with it.</summary>
sealed class ScratchFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("pixel-plugins-").FullName;

    /// <summary>Adds a copy of a toy plug-in.</summary>
    /// <returns>The copy's assembly.</returns>
    public string Add(string fixture)
    {
        var folder = AddFolder(fixture);
        foreach (var file in Directory.EnumerateFiles(Fixture.Folder(fixture)))
        {
            File.Copy(file, System.IO.Path.Combine(folder, System.IO.Path.GetFileName(file)));
        }

        return System.IO.Path.Combine(folder, fixture + ".dll");
    }

    /// <summary>Adds a plug-in whose assembly has that content.</summary>
    /// <returns>The assembly.</returns>
    public string Add(string name, byte[] content)
    {
        var file = System.IO.Path.Combine(AddFolder(name), name + ".dll");
        File.WriteAllBytes(file, content);
        return file;
    }

    public string AddFolder(string name) => Directory.CreateDirectory(System.IO.Path.Combine(Path, name)).FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
