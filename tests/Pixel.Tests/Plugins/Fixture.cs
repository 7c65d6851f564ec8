using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using Pixel.Tests.Support;

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

    /// <summary>Adds a copy of a toy plug-in to a folder.</summary>
    /// <returns>The copy's assembly.</returns>
    public static string AddPlugin(this TempFolder folder, string fixture)
    {
        foreach (var file in Directory.EnumerateFiles(Folder(fixture))) folder.Write($"{fixture}/{Path.GetFileName(file)}", File.ReadAllBytes(file));
        return folder[$"{fixture}/{fixture}.dll"];
    }

    /// <summary>Adds a plug-in whose assembly has that content.</summary>
    /// <returns>The assembly.</returns>
    public static string AddPlugin(this TempFolder folder, string name, byte[] content) => folder.Write($"{name}/{name}.dll", content);
}

/// <summary>An assembly without types that references others, of versions no project here has.</summary>
static class TinyAssembly
{
    public static byte[] Referencing(params (string Name, string Version)[] references)
    {
        var metadata = new MetadataBuilder();
        metadata.AddModule(0, metadata.GetOrAddString("tiny.dll"), metadata.GetOrAddGuid(Guid.Empty), default, default);
        metadata.AddAssembly(metadata.GetOrAddString("tiny"), new Version(1, 0, 0, 0), default, default, default, AssemblyHashAlgorithm.None);
        foreach (var (name, version) in references)
        {
            metadata.AddAssemblyReference(metadata.GetOrAddString(name), Version.Parse(version), default, default, default, default);
        }

        metadata.AddTypeDefinition(
            default, default, metadata.GetOrAddString("<Module>"), default,
            MetadataTokens.FieldDefinitionHandle(1), MetadataTokens.MethodDefinitionHandle(1));
        var image = new BlobBuilder();
        new ManagedPEBuilder(PEHeaderBuilder.CreateLibraryHeader(), new MetadataRootBuilder(metadata), new BlobBuilder()).Serialize(image);
        return image.ToArray();
    }
}
